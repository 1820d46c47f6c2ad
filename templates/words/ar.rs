//! Arabic, Modern Standard. Verbal nouns and requests (“يُرجى”) stand where an imperative would
//! have a gender, and the verb stands before those who did something, so that it agrees with one
//! and with many.

mod counting;
mod entrance;
mod help;
mod ownership;
mod refusals;

use maud::{Markup, html};

use super::{
    Composer, CountForms, Endings, Field, LiveUpdates, LogFrame, Members, Messages, Notices, Pending, Profile, Room,
    RoomName, Scripts, Site, Times, Typing, Words, isolated, isolated_names,
};
use counting::{DAYS, HOURS, MINUTES, OTHER_PEOPLE, PEOPLE, counted, plural};

/// All sentences in Arabic.
pub(super) static ARABIC: Words = Words {
    lang: "ar",
    dir: "rtl",
    own_name: "العربية",
    plural,
    site: Site {
        name: "Natter",
        description: "دردشة مع الموجودين الآن، بلا حساب.",
        language: "اللغة",
        front_page: "صفحة Natter الرئيسية",
        to_the_front_page: "العودة إلى Natter",
        private_room: "غرفة خاصة",
        back_to_room: |room| format!("‹ العودة إلى {}", room.within("الغرفة")),
        skip_to_content: "الانتقال إلى المحتوى",
        error: |title| format!("خطأ: {title}"),
        private_room_with: |names| format!("غرفة خاصة مع {}", isolated_names(names, " و")),
    },
    landing: entrance::LANDING,
    recent_rooms: entrance::RECENT_ROOMS,
    directory: entrance::DIRECTORY,
    field: Field { use_name: |name| html! { "استخدام «" (name) "»" } },
    room: Room {
        messages_in: |room| format!("الرسائل في {}", room.within("هذه الغرفة الخاصة")),
        settings_of: |room| match room {
            RoomName::Known(name) => format!("إعدادات الغرفة: {}", isolated(name)),
            RoomName::Private => "إعدادات الغرفة الخاصة".to_owned(),
        },
        retry_now: "المحاولة الآن",
        online: |count| html! { "هنا: " (count) },
        members_heading: |count| html! { "هنا الآن · " (count) },
        you_are: |name| html! { "اسمك هنا: " (name) },
        change_name_or_leave: "تغيير الاسم أو المغادرة",
        empty: |link| html! { "المكان هادئ هنا. يمكنك كتابة شيء، أو مشاركة الرابط: " (link) },
        without_scripts: |reload| html! { "تظهر الرسائل الجديدة كل بضع ثوانٍ. لا جديد؟ " (reload) },
        help_and_language: "المساعدة واللغة",
        reload: "إعادة تحميل الرسائل",
        back_to_newest: "العودة إلى أحدث الرسائل",
        skip_to_composer: "الانتقال إلى حقل الرسالة",
        earlier_since: |time| format!("رسائل أقدم، {}", isolated(time)),
    },
    messages: Messages {
        earlier: "رسائل أقدم",
        new_since_last_visit: "الجديد منذ زيارتك الأخيرة",
        missed_too_much: "فاتك الكثير. إليك أحدث الرسائل.",
    },
    log_frame: LogFrame {
        later: "رسائل أحدث",
        pause: "إيقاف التحديث مؤقتًا",
        resume: "استئناف التحديث",
        trying_again: "لا يمكن عرض الرسائل الآن. ستواصل هذه الصفحة المحاولة.",
    },
    composer: Composer {
        new_message: "رسالة جديدة",
        message_to: |room| format!("رسالة إلى {}", room.within("هذه الغرفة")),
        send: "إرسال",
    },
    pending: Pending {
        on_its_way: "جارٍ الإرسال",
        unanswered: "لم تُرسل هذه الرسالة بعد.",
        try_again: "إعادة المحاولة",
        edit: "تعديل",
        discard: "تجاهل",
    },
    members: Members {
        you: "أنت",
        owner: "مالك",
        away: "غياب مؤقت",
        and_more: |count| format!("و{}", counted(count, &OTHER_PEOPLE)),
    },
    typing: Typing {
        several: "يكتب الآن عدة أشخاص…", named: |names| html! { "يكتب الآن " (all(names)) "…" }
    },
    notices: Notices {
        joined: |who, _| html! { "انضم إلى الغرفة " (who) },
        left: |who, _| html! { "غادر الغرفة " (who) },
        renamed: |before, now| html! { "تغيّر الاسم من " (before) " إلى " (now) },
        two_names: |first, second| html! { (first) " و" (second) },
        people: |count| counted(count, &PEOPLE),
    },
    profile: Profile {
        title: "ملفك الشخصي",
        lead: "يمكنك تغيير اسمك. أما الرمز المجاور له فلا يتغيّر، ليتعرّف عليك الآخرون.",
        change_name: "تغيير الاسم",
        about_leaving: "لن يظهر اسمك بعدها ضمن «هنا الآن»، وتبقى الغرفة ضمن «غرفك».",
        leave_room: |room| format!("مغادرة {}", room.within("هذه الغرفة")),
        about_forgetting: "سيفقد هذا المتصفح اسمك وملكية غرفك. أما الرسائل التي أرسلتها فتبقى.",
        owned_rooms: "لن يكون بإمكانك إدارة هذه الغرف بعد ذلك. والغرف التي ملكيتها لك وحدك لن يديرها أحد، \
                      إلا إذا أضفت مالكًا آخر أولًا.",
        only_owner: "ملكيتها لك وحدك",
        forget_me: "نسيان بياناتي",
    },
    invitation: entrance::INVITATION,
    preview: entrance::PREVIEW,
    new_room: entrance::NEW_ROOM,
    settings: ownership::SETTINGS,
    owners: ownership::OWNERS,
    owner_link: ownership::OWNER_LINK,
    times: Times {
        just_now: "قبل لحظات",
        minutes_ago: |count| format!("قبل {}", counted(count, &MINUTES)),
        hours_ago: |count| format!("قبل {}", counted(count, &HOURS)),
        one_day_ago: "أمس",
        days_ago: |count| format!("قبل {}", counted(count, &DAYS)),
        today: "اليوم",
        yesterday: "أمس",
        in_utc: |day| format!("{day} (بتوقيت UTC)"),
    },
    problems: refusals::PROBLEMS,
    refusals: refusals::REFUSALS,
    scripts: Scripts {
        connecting: "جارٍ الاتصال…",
        live: "مباشر",
        reconnecting: "انقطع الاتصال. إعادة المحاولة",
        offline: "لا توجد شبكة. ستُعاد المحاولة عند عودتها",
        polling: "تحديث متقطّع",
        closed: "انتهى الاتصال",
        retry_in: "بعد {seconds}\u{A0}ث",
        unseen: "الجديد: {count}",
        too_long: "النص أطول من اللازم. الحد الأقصى للرسالة 2,000 حرف.",
        show_more: "عرض المزيد",
        show_less: "عرض أقل",
        remaining: "الأحرف المتبقية: {count}",
        surplus: "الأحرف الزائدة: {count}",
        missed: CountForms {
            zero: Some("لا رسائل أثناء غيابك"),
            one: Some("رسالة واحدة أثناء غيابك"),
            two: Some("رسالتان أثناء غيابك"),
            few: Some("{count} رسائل أثناء غيابك"),
            many: Some("{count} رسالة أثناء غيابك"),
            other: "{count} رسالة أثناء غيابك",
        },
    },
    live_updates: LiveUpdates {
        blocked: "شيء ما يمنع التحديث المباشر. لكن الرسائل الجديدة تظهر كل بضع ثوانٍ.",
        foreign_origin: "التحديث المباشر غير مُعدّ لهذا العنوان. لكن الرسائل الجديدة تظهر كل بضع ثوانٍ.",
    },
    endings: Endings {
        closed: "لم تعد هذه الصفحة متصلة.",
        reload: "إعادة التحميل",
        enter_name: "إدخال اسمك مرة أخرى",
        choose_another_name: "اختيار اسم آخر",
        join_again: "الانضمام مرة أخرى",
        kept: "لم يُرسل:",
    },
    closes: refusals::CLOSES,
    help: help::HELP,
};

/// Names one after the other. The “and” is written together with the name after it.
fn all(names: &[Markup]) -> Markup {
    html! { @for (n, name) in names.iter().enumerate() { @if n > 0 { " و" } (name) } }
}
