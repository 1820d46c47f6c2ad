//! Arabic, Modern Standard. Verbal nouns and requests (“يُرجى”) stand where an imperative would
//! have a gender, and the verb stands before those who did something, so that it agrees with one
//! and with many.

use std::borrow::Cow;

use maud::{Markup, html};

use super::files::{FileSize, tenths};
use super::help::slashed;
use super::{
    Audit, Backup, Changes, Closes, Commands, Composer, CountForms, Directory, Endings, Field, FileRefusals, Files,
    ForYou, Help, Ignoring, Invitation, Landing, LiveUpdates, LogFrame, Members, MessageActions, MessagePage, Messages,
    Moderation, ModerationRefusals, Moderators, NewRoom, Notices, Notifications, OperatedPeople, OperatedReports,
    OperatedRoom, OperatedRooms, OperatedSanctions, Operator, OwnerLink, Owners, Pending, PersonCheck, Plural, Posting,
    Preview, Problem, Problems, Profile, Reactions, RecentRooms, Refusals, Replies, Reports, Retention, Room, RoomName,
    Scripts, Search, Settings, Shortcut, SigningIn, Site, SiteAudit, SiteRules, SiteSettings, Times, Typing, Words,
    grouped, isolated, isolated_names, whole,
};
use crate::views::Span;

/// All sentences in Arabic.
pub(super) static ARABIC: Words = Words {
    lang: "ar",
    dir: "rtl",
    own_name: "العربية",
    plural,
    site: Site {
        name: Cow::Borrowed("Natter"),
        announcement: Cow::Borrowed(""),
        read_only: Cow::Borrowed(""),
        description: "دردشة مع الموجودين الآن، بلا حساب.",
        language: "اللغة",
        to_the_front_page: "العودة إلى Natter",
        private_room: "غرفة خاصة",
        back_to_room: |room| format!("‹ العودة إلى {}", room.within("الغرفة")),
        skip_to_content: "الانتقال إلى المحتوى",
        error: |title| format!("خطأ: {title}"),
        wrong_host: Problem {
            title: "لا توجد دردشة على هذا العنوان",
            advice: "استخدم العنوان الذي أُعطيته، أو اسأل من يدير الموقع.",
        },
        private_room_with: |names| format!("غرفة خاصة مع {}", isolated_names(names, " و")),
    },
    landing: LANDING,
    recent_rooms: RECENT_ROOMS,
    for_you: FOR_YOU,
    search: SEARCH,
    directory: DIRECTORY,
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
        change_name_or_leave: "الملف الشخصي والإشعارات والمغادرة",
        empty: |link| html! { "المكان هادئ هنا. يمكنك كتابة شيء، أو مشاركة الرابط: " (link) },
        without_scripts: |reload| html! { "تظهر الرسائل الجديدة كل بضع ثوانٍ. لا جديد؟ " (reload) },
        help_and_language: "المساعدة واللغة",
        reload: "إعادة تحميل الرسائل",
        back_to_newest: "العودة إلى أحدث الرسائل",
        newest: "الأحدث",
        skip_to_composer: "الانتقال إلى حقل الرسالة",
        earlier_since: |time| format!("رسائل أقدم، {}", isolated(time)),
    },
    messages: Messages {
        earlier: "رسائل أقدم",
        not_here: "الرسالة التي يؤدي إليها هذا الرابط غير موجودة هنا.",
        new_since_last_visit: "الجديد منذ زيارتك الأخيرة",
        missed_too_much: "فاتك الكثير. إليك أحدث الرسائل.",
        edited: |time| html! { "عُدِّلت " (time) },
        removed: |who, time| html! { "حُذفت بواسطة " (who) "، " (time) },
    },
    changes: Changes {
        no_such_message: "لم يعد من الممكن العثور على هذه الرسالة.",
        not_author: "تعديل الرسالة متاح لمن كتبها فقط.",
        too_late_to_edit: "هذه الرسالة أقدم من أن تُعدَّل.",
        edited_meanwhile: "عُدِّلت هذه الرسالة في نافذة أخرى. ما كُتب هنا محفوظ. \
                           تُرجى مقارنة النصين ثم الحفظ مرة أخرى.",
        message_removed: "حُذفت هذه الرسالة.",
        too_late_to_undo: "فات أوان التراجع، ولم يعد النص موجودًا.",
    },
    replies: Replies {
        to: |who, what| html! { "رد على " (who) ": " (what) },
        to_removed: |who| html! { "رد على " (who) ": رسالة محذوفة" },
        to_earlier: "رد على رسالة سابقة",
        nothing_to_answer: "تعذّر العثور على الرسالة المطلوب الرد عليها. ما زال النص محفوظًا، \
                            ويمكن إرساله دون الرد.",
        answering: |who, what| html! { "الرد على " (who) ": " (what) },
        answering_removed: |who| html! { "حُذفت رسالة " (who) ". ما زال بالإمكان الرد عليها، أو إلغاء الرد." },
        answering_earlier: "الرد على رسالة سابقة",
        cancel: "إلغاء الرد",
        your_reply: "الرد على هذه الرسالة",
        reply: "رد",
    },
    message_page: MessagePage {
        heading: |author| format!("رسالة من {}", isolated(author)),
        show_in_log: "عرضها في المحادثة",
        edit: "تعديل الرسالة",
        about_editing: |hours| format!("يمكن تعديل الرسالة خلال {} من إرسالها.", counted(hours, &HOURS)),
        kept_for_author: "تبقى النصوص السابقة ظاهرة لك ولمالكي الغرفة.",
        kept_for_everybody: "تبقى النصوص السابقة ظاهرة للجميع في الغرفة.",
        not_kept: "لا تُحفظ النصوص السابقة.",
        earlier: "النصوص السابقة",
        save: "حفظ",
        remove: "حذف الرسالة",
        about_removing: |seconds| {
            format!("يختفي نصها لدى الجميع، ويبقى التراجع ممكنًا خلال {}.", counted(seconds, &SECONDS))
        },
        undo: "تراجع",
        about_undoing: |seconds| format!("حُذفت سهوًا؟ يمكن استعادتها خلال {}.", counted(seconds, &SECONDS)),
        not_found: "لم يُعثر على الرسالة",
    },
    retention: Retention {
        heading: "ما مدة حفظ الرسائل؟",
        for_ever: "دائمًا",
        as_site: |days| format!("كما في الموقع كله: {}", counted(days, &DAYS)),
        days: |days| counted(days, &DAYS),
        about: "تُحذف الرسائل الأقدم من كل مكان، ولا يمكن التراجع عن ذلك.",
    },
    reactions: Reactions {
        heading: "التفاعلات",
        names: |names| isolated_names(names, "، "),
        who: "من تفاعل",
        react: "تفاعل",
        any_emoji: "أي رمز تعبيري",
        not_emoji: "يكون التفاعل برمز تعبيري واحد فقط.",
        too_many_kinds: |most| format!("على هذه الرسالة {most} رمزًا مختلفًا بالفعل. يمكن الانضمام إلى أحدها."),
    },
    message_actions: MessageActions {
        actions: "خيارات هذه الرسالة",
        more: "المزيد",
        edit: "تعديل",
        copy_text: "نسخ النص",
        copy_link: "نسخ الرابط",
        remove: "حذف",
        cancel: "إلغاء",
        editing: "تعديل رسالتك",
        now_says: "نصها الآن:",
        saved: "تم الحفظ.",
        removed: "حُذفت. يمكن التراجع خلال 10 ثوانٍ.",
        restored: "عادت رسالتك.",
        text_copied: "نُسخ النص.",
        link_copied: "نُسخ الرابط.",
        not_copied: "لم يسمح المتصفح بالنسخ.",
        failed: "لم يصل ذلك. تُرجى المحاولة مرة أخرى.",
    },
    log_frame: LogFrame {
        later: "رسائل أحدث",
        new_head: "تغيّر منذ أن فتحت هذه الصفحة:",
        pause: "إيقاف التحديث مؤقتًا",
        resume: "استئناف التحديث",
        trying_again: "لا يمكن عرض الرسائل الآن. ستواصل هذه الصفحة المحاولة.",
    },
    composer: Composer {
        new_message: "رسالة جديدة",
        message_to: |room| format!("رسالة إلى {}", room.within("هذه الغرفة")),
        send: "إرسال",
    },
    files: FILES,
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
    notifications: NOTIFICATIONS,
    invitation: INVITATION,
    preview: PREVIEW,
    new_room: NEW_ROOM,
    settings: SETTINGS,
    owners: OWNERS,
    owner_link: OWNER_LINK,
    moderation: MODERATION,
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
    problems: PROBLEMS,
    refusals: REFUSALS,
    scripts: Scripts {
        connecting: "جارٍ الاتصال…",
        live: "مباشر",
        reconnecting: "انقطع الاتصال. إعادة المحاولة",
        offline: "لا توجد شبكة. ستُعاد المحاولة عند عودتها",
        polling: "تحديث متقطّع",
        closed: "انتهى الاتصال",
        retry_in: "بعد {seconds}\u{A0}ث",
        unseen: "الجديد: {count}",
        new_while_away: "الجديد أثناء غيابك",
        too_long: "النص أطول من اللازم. الحد الأقصى للرسالة 2,000 حرف.",
        show_more: "عرض المزيد",
        show_less: "عرض أقل",
        copy_code: "نسخ الشيفرة",
        code_copied: "تم النسخ",
        code_selected: "لم يسمح متصفحك بذلك. الشيفرة محددة الآن.",
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
    closes: CLOSES,
    help: HELP,
    posting: POSTING,
    backup: BACKUP,
    person_check: PERSON_CHECK,
    ignoring: IGNORING,
    reports: REPORTS,
    operator: OPERATOR,
};

// What does not work, and what to do.

const PROBLEMS: Problems = Problems {
    not_found: Problem {
        title: "الصفحة غير موجودة",
        advice: "يُرجى التحقق من العنوان. ربما فيه خطأ، أو لم تعد الصفحة موجودة.",
    },
    no_such_room: "لا توجد غرفة كهذه",
    wrong_method: "هذا غير مسموح هنا",
    allowed_methods: |methods| format!("لا يقبل هذا العنوان إلا {}.", isolated(methods)),
    not_an_upgrade: Problem {
        title: "يلزم WebSocket", advice: "يُرجى الاتصال بهذا العنوان عبر WebSocket."
    },
    foreign_origin: Problem {
        title: "جاء هذا من موقع آخر", advice: "يُرجى فتح Natter نفسه، والمحاولة مرة أخرى هناك."
    },
    no_session: Problem {
        title: "يلزم الانضمام أولًا", advice: "يُرجى إدخال اسم في الصفحة الرئيسية."
    },
    too_large: "الحجم أكبر من اللازم",
    form_size: |max_bytes| format!("الحد الأقصى لحجم النموذج {} بايت.", number(max_bytes)),
    unreadable: "تعذّرت القراءة",
    not_a_form: "يجب إرسال الحقول بالصيغة application/x-www-form-urlencoded.",
    form_fields: "في النموذج حقل ناقص أو مكرر.",
    query_fields: "في الاستعلام حقل مكرر.",
    message_number: "يجب أن يكون «before» رقم رسالة.",
    rooms_place: "في الاستعلام حقل مكرر، أو أن «after» ليس موضعًا في قائمة الغرف.",
    page_query: |max| {
        format!("يجب أن يكون «limit» عددًا من 1 إلى {max}، وأن يكون «before» و«after» عددين صحيحين. وكلها اختيارية.")
    },
    rooms_query: |max| {
        format!(
            "يجب أن يكون «limit» عددًا من 1 إلى {max}، وأن يأتي «after» من «next». \
             وكلاهما اختياري."
        )
    },
    room_call: "استدعاء الغرف متاح لـ\u{A0}Natter وحده.",
    room_locked: Problem {
        title: "هذه الغرفة مقفلة", advice: "لا يسمح مالكها بدخول أشخاص جدد."
    },
    room_deleted: "حُذفت الغرفة",
    not_owner: "للمالكين فقط",
    refused: "لم ينجح ذلك",
    no_secret: Problem {
        title: "لم يكتمل إعداد Natter هنا بعد",
        advice: "إذا كان تشغيله من مسؤوليتك، فالخطوات المطلوبة في السجل.",
    },
    no_archive: Problem {
        title: "الرسائل الأقدم غير متاحة الآن", advice: "لم يُفقد شيء. يُرجى المحاولة بعد دقيقة."
    },
    not_forgotten: Problem {
        title: "لم يتم نسيانك بعد",
        advice: "تعذّر إنهاء جلستك وهي مستمرة. يُرجى المحاولة بعد دقيقة.",
    },
    no_directory: Problem {
        title: "قائمة الغرف غير متاحة الآن",
        advice: "لا يزال الانضمام إلى الغرف ممكنًا. يُرجى المحاولة بعد دقيقة.",
    },
    internal: Problem {
        title: "حدث خطأ ما", advice: "الرسائل التي ظهرت لك محفوظة. يُرجى المحاولة بعد لحظات."
    },
    room_updating: Problem {
        title: "يجري تحديث هذه الغرفة", advice: "يُرجى المحاولة بعد لحظات."
    },
};

const REFUSALS: Refusals = Refusals {
    empty: "يُرجى كتابة رسالة أولًا.",
    too_long: |chars, max| {
        format!(
            "عدد الأحرف {}، والحد الأقصى {}. يُرجى اختصار النص بمقدار {}.",
            number(chars),
            number(max),
            counted(chars.saturating_sub(max), &LETTERS),
        )
    },
    too_fast: |wait_seconds| format!("الإرسال أسرع من اللازم. يُرجى المحاولة بعد {}.", counted(wait_seconds, &SECONDS)),
    too_fast_retrying: |wait_seconds| format!("الإرسال أسرع من اللازم. إعادة المحاولة بعد {wait_seconds}\u{A0}ث."),
    address_busy: |wait_seconds| {
        format!("يصل من شبكتك الآن أكثر من المسموح. يُرجى المحاولة بعد {}.", counted(wait_seconds, &SECONDS))
    },
    address_busy_retrying: |wait_seconds| format!("شبكتك مزدحمة. إعادة المحاولة بعد {wait_seconds}\u{A0}ث."),
    malformed: "أرسلت هذه الصفحة شيئًا لم تفهمه الغرفة. يُرجى إعادة تحميلها، ثم المحاولة مرة أخرى.",
    not_stored: "تعذّر حفظ رسالتك. يُرجى المحاولة بعد لحظات.",
    no_space: "امتلأت مساحة هذه الغرفة، فلا يمكنها استقبال رسائل جديدة الآن. \
               نصك محفوظ. يُرجى المحاولة لاحقًا.",
    too_many_connections: |max| {
        format!(
            "الغرفة مفتوحة في {}. يُرجى إغلاق أحدها، \
             ثم إعادة التحميل.",
            counted(max, &TABS)
        )
    },
    room_full: "هذه الغرفة ممتلئة. يُرجى المحاولة بعد بضع دقائق.",
    name_missing: "يُرجى إدخال اسم ليعرف الجميع من يتحدث.",
    name_too_long: |max| {
        format!(
            "الاسم أطول من اللازم. الحد الأقصى لعدد الأحرف {}، \
             أو أقل عند كثرة الرموز التعبيرية.",
            number(max)
        )
    },
    name_hidden: "في هذا الاسم أحرف مخفية. يُرجى كتابته من جديد.",
    name_unknown: "في هذا الاسم حرف لا تعرضه معظم الأجهزة. يُرجى تغييره.",
    name_out_of_place: |character| {
        format!("لا يمكن استخدام «{}» في هذا الموضع. يُرجى نقله أو حذفه.", isolated(character))
    },
    name_marks: "في هذا الاسم علامات كثيرة على حرف واحد. يُرجى إزالة بعضها.",
    name_without_letter: "يجب أن يكون في الاسم حرف أو رقم واحد على الأقل.",
    name_reserved: "هذا الاسم محجوز. يُرجى اختيار اسم آخر.",
    name_taken: "هذا الاسم، أو اسم يشبهه كثيرًا، مستخدم هنا. يُرجى اختيار اسم آخر.",
    name_taken_but: |free| format!("هذا الاسم، أو اسم يشبهه كثيرًا، مستخدم هنا. الاسم «{}» متاح.", isolated(free)),
    bad_slug: |max| {
        format!(
            "تتكوّن أسماء الغرف من الأحرف a–z والأرقام \u{2066}0–9\u{2069} والواصلات، وطولها لا يزيد على {}.",
            counted(max, &LETTERS)
        )
    },
    room_locked: "هذه الغرفة مقفلة. لا يسمح مالكها بدخول أشخاص جدد.",
    room_deleted: "حذف المالك هذه الغرفة. سيُتاح عنوانها من جديد بعد دقيقة أو دقيقتين.",
    not_owner: "هذا متاح لمالكي الغرفة فقط.",
    too_many_owners: |max| format!("لهذه الغرفة {}، وهذا هو الحد الأقصى.", counted(max, &OWNER_NOUN)),
    owner_link_expired: "لم يعد هذا الرابط صالحًا. يمكن طلب رابط جديد من أحد مالكي الغرفة.",
    owner_link_uses: |max| format!("يُرجى اختيار عدد من 1 إلى {}.", number(max)),
    last_owner: "ملكية هذه الغرفة لك وحدك، ولن يديرها أحد بعدك. يُرجى إضافة مالك آخر أولًا.",
    topic_too_long: |max| format!("الموضوع أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
    welcome_too_long: |max| format!("رسالة الترحيب أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
    not_confirmed: "للتأكيد، يُرجى كتابة كلمة «حذف».",
    title_too_long: |max| format!("الاسم المعروض أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
    room_updating: "يجري تحديث هذه الغرفة. يُرجى المحاولة بعد لحظات.",
};

const CLOSES: Closes = Closes {
    idle: "لم يصل شيء عبر هذا الاتصال لمدة طويلة.",
    not_text: "لا يمكن إرسال غير النصوص هنا.",
    bad_frames: "وصلت إطارات كثيرة غير مفهومة.",
    frame_too_large: |max_bytes| format!("هذا الإطار أكبر من اللازم. الحد الأقصى {} بايت.", number(max_bytes)),
    room_unreadable: "تعذّر تحميل الغرفة.",
    room_failed: "حدث خطأ في الغرفة. يُرجى إعادة الاتصال للمتابعة.",
    unknown_connection: "لم تعد الغرفة تعرف هذا الاتصال.",
    session_changed: "تغيّرت جلستك. يُرجى إعادة الاتصال للمتابعة.",
    slow_consumer: "تأخّر اتصالك كثيرًا. ستظهر الرسائل بعد إعادة الاتصال.",
    outdated_page: "تم تحديث Natter. يُرجى إعادة تحميل هذه الصفحة.",
    session_over: "انتهت جلستك. يُرجى إدخال اسمك للعودة.",
    room_deleted: "حذف المالك هذه الغرفة.",
    left: "لقد غادرت هذه الغرفة.",
    name_taken: "يستخدم شخص آخر هنا اسمك الآن. يُرجى اختيار اسم آخر.",
    newer_page: "عاد Natter إلى إصدار سابق. يُرجى إعادة تحميل هذه الصفحة.",
};

// The ways into a room.

const LANDING: Landing = Landing {
    lead: Cow::Borrowed("دردشة مع الموجودين الآن. يكفي اسم للانضمام: بلا حساب، وبلا تثبيت أي شيء."),
    your_name: "اسمك",
    room: "الغرفة",
    about_room: "اسم أو رابط.",
    join: "انضمام",
    start_a_room: "إنشاء غرفة جديدة",
    who_can_read: "يمكن لكل من يعرف اسم غرفة أن ينضم إليها. وللغرفة الخاصة رابط سري لا يمكن لأحد تخمينه.",
    no_cookies: "لا يحتفظ هذا المتصفح بملفات تعريف الارتباط، ويحتاج Natter إلى واحد منها ليتعرّف عليك. \
                 يُرجى السماح بها لهذا الموقع، ثم المحاولة مرة أخرى.",
};

const RECENT_ROOMS: RecentRooms = RecentRooms {
    heading: "غرفك",
    find: "البحث عن غرفة",
    no_match: "لا توجد غرفة بهذا الاسم بين غرفك.",
    none: "لم يُستخدم هذا المتصفح في أي غرفة بعد.",
    unread: |count| format!("الجديد: {count}"),
    remove: "إزالة",
    remove_room: |room| format!("إزالة {} من غرفك", room.within("هذه الغرفة الخاصة")),
};

const FILES: Files = Files {
    add: "إرفاق ملفات",
    waiting: "ملفات رسالتك",
    size: file_size,
    picture: "صورة",
    audio: "تسجيل صوتي",
    video: "مقطع فيديو",
    file: "ملف",
    describe: "وصف الصورة لمن لا يمكنه رؤيتها",
    description_of: |name| format!("وصف {} لمن لا يمكنه رؤيتها", isolated(name)),
    describe_first: "إذا كان الملف صورة: وصفها لمن لا يمكنه رؤيتها (اختياري)",
    save: "حفظ الوصف",
    take_out: |name| format!("إزالة {}", isolated(name)),
    remove: "إزالة",
    uploading: |name| format!("جارٍ رفع {}", isolated(name)),
    did_not_arrive: "لم يصل هذا الملف.",
    waits: "ستُرسل رسالتك حالما يكتمل رفع ملفاتها.",
    drop: "إفلات الملفات هنا لإرفاقها",
    heading: "إرفاق ملفات",
    choose: "الملف",
    limits: |per_message, max_bytes| match per_message {
        1 => format!("ملف واحد في الرسالة، وحجمه لا يزيد على {}.", file_size(max_bytes)),
        count => {
            format!(
                "الحد الأقصى في الرسالة {}، وحجم كل ملف لا يزيد على {}.",
                counted(count, &FILE_NOUN),
                file_size(max_bytes)
            )
        }
    },
    full: |per_message| {
        format!(
            "في الرسالة {}، وهذا هو الحد الأقصى. لإرفاق ملف آخر، تُرجى إزالة ملف أولًا.",
            counted(per_message, &FILE_NOUN)
        )
    },
    upload: "إرفاق هذا الملف",
    text: "الرسالة (اختيارية)",
    close: "إغلاق",
    previous: "الصورة السابقة",
    next: "الصورة التالية",
    refusals: FileRefusals {
        too_large: |max_bytes| format!("هذا الملف أكبر من اللازم. الحد الأقصى لحجم الملف {}.", file_size(max_bytes)),
        empty: "هذا الملف فارغ. يُرجى اختيار ملف آخر.",
        too_many: |per_message| {
            format!(
                "الحد الأقصى في الرسالة {}. يُرجى إرسال ما أُرفق أولًا، ثم إرفاق المزيد.",
                counted(per_message, &FILE_NOUN)
            )
        },
        gone: "لم يعد أحد الملفات موجودًا. يُرجى إرفاقه مرة أخرى.",
        picture_broken: "هذه الصورة تالفة. يُرجى فتحها في برنامج آخر وحفظها من جديد، أو اختيار صورة أخرى.",
        too_many_pixels: |max| {
            format!(
                "عدد وحدات البكسل في هذه الصورة أكبر من اللازم. يُرجى تصغيرها إلى {} على الأكثر، ثم إرفاقها مرة أخرى.",
                counted(max, &MEGAPIXELS)
            )
        },
        metadata_stays: "قد تكشف صورة بصيغة AVIF مكان التقاطها، ولا يمكن إزالة ذلك منها هنا. \
                         يُرجى حفظها بصيغة JPEG أو PNG، ثم إرفاقها مرة أخرى.",
        room_full: "لم تبقَ في هذه الغرفة مساحة للملفات. ما زال بإمكانك إرسال رسالتك من دونها.",
        too_much_today: |rest| format!("رفعت أقصى ما يُسمح به في اليوم. يمكنك إرفاق الملفات مرة أخرى بعد {rest}."),
        network_too_much_today: |rest| {
            format!("بلغت شبكتك أقصى ما يُسمح برفعه في اليوم. يمكنك إرفاق الملفات بعد {rest}.")
        },
        not_taken: "لا يمكن إرسال الملفات في هذا الموقع. يُرجى إرسال رسالتك من دونها.",
        alt_too_long: |max| format!("هذا الوصف أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
        length_required: "يجب إرسال طول الملف معه في الحقل Content-Length.",
    },
    not_found: Problem {
        title: "هذا الملف غير موجود هنا", advice: "أُزيل الملف، أو لم يكن على هذا العنوان ملف قط."
    },
};

/// As a predicate.
const FILE_NOUN: Noun =
    Noun { one: "ملف واحد", two: "ملفان", few: "ملفات", many: "ملفًا", other: "ملف" };

/// After a preposition.
const MEGAPIXELS: Noun =
    Noun {
        one: "ميغابكسل واحد", two: "ميغابكسلين", few: "ميغابكسل", many: "ميغابكسل", other: "ميغابكسل"
    };

fn file_size(bytes: u64) -> String {
    match FileSize::of(bytes) {
        FileSize::Bytes(count) => format!("{}\u{A0}بايت", number(count)),
        FileSize::Kilobytes(count) => format!("{}\u{A0}ك.ب", number(count)),
        FileSize::Megabytes(count) => format!("{}\u{A0}م.ب", tenths(count, number, '.')),
    }
}

const SEARCH: Search = Search {
    heading: "البحث",
    heading_for: |query| format!("البحث: {}", isolated(query)),
    open: "البحث في هذه الغرفة",
    label: "البحث في هذه الغرفة",
    search: "بحث",
    results: "النتائج",
    none: "لم يُعثر على أي رسالة. يمكن البحث بكلمات أقل أو ببداية كلمة فقط.",
    none_here: "لا شيء في هذه الصفحة من شخص لا تتجاهله.",
    older: "نتائج أقدم",
    without_the_oldest: "لا يمكن البحث في أقدم الرسائل بعد، فقد ينقص بعضها.",
    only_the_newest: "شمل البحث الرسائل الحديثة فقط، إذ يتعذر الوصول إلى الأقدم الآن. يُرجى إعادة المحاولة بعد دقيقة.",
    how_to: "ما يمكن كتابته",
    operators: &[
        Shortcut {
            keys: &["كلمة"], does: "الرسائل التي فيها هذه الكلمة، ولا أثر للتشكيل"
        },
        Shortcut {
            keys: &["بداية*"], does: "الكلمات التي تبدأ هكذا، وكذلك آخر كلمة تُكتب"
        },
        Shortcut {
            keys: &["\"كلمتان معًا\""], does: "هذه الكلمات بالضبط وبهذا الترتيب"
        },
        Shortcut {
            keys: &["from:Ada"], does: "رسائل Ada، والاسم الأطول يوضع بين علامتي اقتباس"
        },
        Shortcut { keys: &["after:2026-11-30"], does: "الرسائل بعد هذا اليوم" },
        Shortcut { keys: &["before:2026-11-30"], does: "الرسائل قبل هذا اليوم" },
        Shortcut { keys: &["has:link"], does: "الرسائل التي فيها رابط" },
        Shortcut { keys: &["has:file"], does: "الرسائل التي فيها ملف أو صورة" },
    ],
    title: "لا يمكن البحث عن ذلك",
    too_long: |chars| format!("النص أطول من أن يُبحث عنه. الحد الأقصى هو {chars} من الأحرف."),
    too_many: |words| format!("هذا كثير دفعةً واحدة. الحد الأقصى هو {words} من الكلمات."),
    no_words: "لا كلمة في النص. يُرجى كتابة كلمة للبحث عنها.",
    bad_date: |typed| format!("«{}» ليس تاريخًا. يُكتب بالسنة ثم الشهر ثم اليوم: 2026-11-30.", isolated(typed)),
    bad_has: "لا تجد «has:» إلا الروابط والملفات. يُكتب has:link أو has:file.",
    no_name: "ينقص اسم بعد «from:». يُكتب مباشرة بعد النقطتين.",
};

const FOR_YOU: ForYou = ForYou {
    heading: "لك",
    about: "رسائل تذكرك أو ترد عليك، من الغرف التي يعرفها هذا المتصفح.",
    none: "لا شيء بعد. عندما يذكرك أحد أو يرد عليك ستجد ذلك هنا.",
    incomplete: "لم تستجب بعض الغرف، وقد ينقص شيء. يمكنك المحاولة مجددًا بعد قليل.",
};

const NOTIFICATIONS: Notifications = Notifications {
    heading: "الإشعارات",
    nothing: "بلا إشعارات",
    mentions: "عندما يذكرني أحد أو يرد عليّ",
    all: "كل رسالة",
    about: "تظهر ما دامت الغرفة مفتوحة في تبويب من هذا المتصفح دون أن تكون معروضة أمامك.",
    saved: "تم الحفظ.",
    not_kept: "المتصفح لا يسمح لهذا الموقع بتخزين أي شيء، لذلك لا يمكن حفظ هذا الاختيار.",
    example: "هكذا ستظهر الإشعارات.",
    denied: "المتصفح يمنع إشعارات هذا الموقع. يمكن السماح بها في إعداداته ثم الاختيار مجددًا.",
    unsupported: "لا يستطيع هذا المتصفح عرض إشعارات من صفحة.",
};

const DIRECTORY: Directory = Directory {
    heading: "الغرف",
    unavailable: "قائمة الغرف غير متاحة الآن. لا يزال الانضمام ممكنًا.",
    empty: "لا توجد غرف عامة نشطة اليوم. يمكنك إنشاء غرفة من الرابط أعلاه.",
    more: "المزيد من الغرف",
    online: |count| format!("{} هنا", counted(count, &PEOPLE)),
    // A day in digits would be turned around behind Arabic.
    last_message: |time| html! { "آخر رسالة " bdi { (time) } },
    nothing_said: "لا توجد رسائل بعد",
};

const PREVIEW: Preview = Preview {
    private: "غرفة خاصة",
    new: "لم يُنشئ أحد هذه الغرفة بعد.",
    start: "إنشاء هذه الغرفة",
    start_with_more: "تسميتها أو جعلها خاصة أولًا",
    locked: "هذه الغرفة مقفلة. لا ينضم إليها إلا من سبق له دخولها.",
    full: "هذه الغرفة ممتلئة الآن. يُرجى المحاولة بعد بضع دقائق.",
    join: |room| format!("الانضمام إلى {}", room.within("الغرفة")),
    present,
};

const NEW_ROOM: NewRoom = NewRoom {
    heading: "إنشاء غرفة",
    title: "اسم الغرفة",
    about_title: "يمكنك استخدام أي لغة.",
    no_title: "يُرجى تسمية الغرفة.",
    access: "من يمكنه العثور عليها؟",
    public: "الجميع",
    about_public: "تظهر الغرفة في الصفحة الرئيسية.",
    private: "من لديه الرابط",
    about_private: "لا يمكن لأحد تخمين الرابط، ولا تظهر الغرفة في أي قائمة.",
    address: "العنوان",
    about_address: "اختياري. إذا تُرك فارغًا، فسيُنشئ Natter عنوانًا من الاسم.",
    reserved: "هذا الاسم محجوز لمن يديرون هذا الموقع. يُرجى اختيار اسم آخر.",
    too_many_listed: |max| {
        format!(
            "أقصى عدد لغرفك في القائمة العامة في الوقت نفسه هو {max}. \
             يُرجى إزالة إحداها من إعداداتها، أو جعل هذه الغرفة خاصة."
        )
    },
    too_many_listed_nearby: |max| {
        format!(
            "عدد الغرف من شبكتك في القائمة العامة هو {max}، وهو الأقصى. \
             يُرجى المحاولة لاحقًا، أو جعل هذه الغرفة خاصة."
        )
    },
    address_taken: "توجد غرفة بهذا العنوان. يمكنك الانضمام إليها، أو اختيار عنوان آخر.",
    join_existing: "الانضمام إلى تلك الغرفة بدلًا من ذلك",
    start: "إنشاء الغرفة",
};

const INVITATION: Invitation = Invitation {
    invite: "دعوة",
    heading: |room| format!("دعوة أشخاص إلى {}", room.within("هذه الغرفة الخاصة")),
    open: "يمكن لكل من لديه هذا الرابط أن ينضم.",
    private: "يمكن لكل من لديه هذا الرابط أن ينضم، فلا تنبغي مشاركته إلا مع أشخاص موثوق بهم.",
    locked: "هذه الغرفة مقفلة. لا يعمل الرابط إلا لمن سبق له دخولها.",
    link: "الرابط",
    copy: "نسخ الرابط",
    copied: "تم النسخ.",
    not_copied: "لم يسمح متصفحك بذلك. الرابط محدد الآن، ويمكن نسخه بالضغط على Ctrl+C أو \u{2066}⌘C\u{2069}.",
    share: "مشاركة…",
    qr_code: |room| format!("رمز QR لرابط {}", room.within("هذه الغرفة الخاصة")),
    about_qr_code: "يمكن أيضًا مسح هذا الرمز بالهاتف.",
};

fn present(names: &[Markup], others: usize) -> Markup {
    html! {
        @match (names, others) {
            ([], 0) => "لا أحد هنا الآن.",
            ([], count) => { "هنا الآن " (counted(count, &PEOPLE)) "." },
            (names, 0) => { "هنا الآن " (all(names)) "." },
            (names, others) => { "هنا الآن " (all(names)) " و" (counted(others, &OTHER_PEOPLE)) "." },
        }
    }
}

// Owning a room.

const SETTINGS: Settings = Settings {
    title: "الإعدادات",
    saved: "تم الحفظ.",
    topic: "الموضوع",
    welcome: "رسالة الترحيب",
    list_it: "عرض هذه الغرفة في الصفحة الرئيسية",
    lock_it: "قفل الغرفة: لا يدخلها إلا من سبق له الانضمام",
    earlier_texts: "عند تعديل رسالة، من يمكنه رؤية نصوصها السابقة؟",
    earlier_for_author: "من كتبها والمالكون",
    earlier_for_everybody: "الجميع",
    earlier_not_kept: "لا أحد: لا تُحفظ",
    save: "حفظ",
    delete_heading: "حذف هذه الغرفة",
    about_deleting: "ينقطع اتصال الجميع، وتُحذف كل الرسائل نهائيًا.",
    confirm: "للتأكيد، يُرجى كتابة كلمة «حذف»",
    delete: "حذف",
    delete_room: |room| format!("حذف {}", room.within("هذه الغرفة")),
    display_name: "الاسم المعروض",
    about_display_name: "يراه الجميع بدلًا من العنوان. يمكنك استخدام أي لغة.",
};

const REPORTS: Reports = Reports {
    report: "إبلاغ",
    report_this: "الإبلاغ عن هذه الرسالة",
    heading: |author| format!("الإبلاغ عن رسالة من {}", isolated(author)),
    about: "يرى مالكو هذه الغرفة ومشرفوها ومن يدير هذا الموقع الرسالة واسمك وما تكتبه هنا. لا يُخبر كاتب الرسالة بذلك.",
    why: "ما المشكلة فيها؟",
    spam: "رسائل مزعجة أو إعلانات",
    harassment: "إهانة أو تهديد أو كراهية",
    harmful: "خطيرة أو مخالفة للقانون",
    privacy: "معلومات خاصة عن شخص ما",
    other: "شيء آخر",
    note: "هل من إضافة؟",
    about_note: |max| format!("اختياري، حتى {} حرف.", number(max)),
    send: "إرسال البلاغ",
    sent: "شكرًا. أُرسل بلاغك.",
    list: "البلاغات",
    none: "لا يوجد ما يحتاج إلى مراجعة.",
    open: |count| format!("للمراجعة: {}", counted(count, &MESSAGES_NOUN)),
    reported_by: |who, why, when| html! { (why) " · " (who) "، " (when) },
    not_available: "عرض الرسالة",
    about_closing: "عند إغلاق بلاغ يختفي من هذه القائمة. لا يُخبر أحد غيرك بذلك.",
    resolve: "تم",
    dismiss: "لا مشكلة فيها",
    remove: "حذف الرسالة",
    own_message: "هذه رسالتك. يمكنك حذفها.",
    too_many: |max| format!("أبلغت اليوم عن {} رسالة، وهذا هو الحد الأقصى. يُرجى المحاولة غدًا.", number(max)),
    note_too_long: |max| format!("النص أطول من اللازم. الحد الأقصى {} حرف.", number(max)),
};

const IGNORING: Ignoring = Ignoring {
    about: "لن تظهر لك رسائل هذا الشخص في أي غرفة، ولن تصلك إشعارات بها. لا يعلم بذلك إلا هذا المتصفح.",
    ignore: |name| format!("تجاهل {}", isolated(name)),
    heading: "أشخاص تتجاهلهم",
    lift: "إلغاء التجاهل",
    lift_of: |name| format!("إلغاء تجاهل {}", isolated(name)),
    left_out: "رسالة واحدة من شخص تتجاهله",
};

const POSTING: Posting = Posting {
    heading: "من يمكنه الكتابة، وماذا",
    about: "لا ينطبق شيء من هذا على المالكين والمشرفين.",
    read_only: "للقراءة فقط: الكتابة للمالكين والمشرفين وحدهم",
    slow_mode: "الوضع البطيء",
    no_slow_mode: "متوقف",
    one_every: |seconds| format!("رسالة واحدة كل {}", counted(seconds, &SECONDS)),
    no_newcomer_links: |minutes| format!("لا روابط خلال أول {} من الانضمام إلى هذه الغرفة", counted(minutes, &MINUTES)),
    words: "كلمات غير مسموح بها",
    about_words: |max| {
        format!(
            "كلمة واحدة في كل سطر، حتى {}. تُكتشف أيضًا بحروف متشابهة، أو بنقاط أو مسافات بين حروفها، \
             ولكن ليس داخل كلمات أطول. ولا يُسمح بها في الأسماء أيضًا.",
            number(max)
        )
    },
    is_read_only: "الكتابة هنا متاحة الآن للمالكين والمشرفين فقط.",
    is_slow: |seconds| format!("الوضع البطيء: رسالة واحدة كل {}.", counted(seconds, &SECONDS)),
    read_only_refused: "الكتابة في هذه الغرفة متاحة الآن للمالكين والمشرفين فقط. نصك محفوظ. يُرجى المحاولة لاحقًا.",
    too_soon: |seconds, wait| {
        format!(
            "هذه الغرفة في الوضع البطيء: رسالة واحدة كل {}. يُرجى المحاولة بعد {}.",
            counted(seconds, &SECONDS),
            counted(wait, &SECONDS)
        )
    },
    too_soon_retrying: |seconds, wait| {
        format!("الوضع البطيء: رسالة واحدة كل {seconds}\u{A0}ث. الإرسال بعد {wait}\u{A0}ث.")
    },
    newcomer_link: |minutes| {
        format!(
            "انضمامك إلى هذه الغرفة حديث، ويمكن إرسال الروابط بعد {}. يُرجى الانتظار، أو حذف الرابط من النص.",
            counted(minutes, &MINUTES)
        )
    },
    refused_word: |word| format!("«{}» غير مسموح بها في هذه الغرفة. يُرجى تعديل النص ثم إعادة إرساله.", isolated(word)),
    name_not_allowed: "هذا الاسم غير مسموح به في هذه الغرفة. يُرجى اختيار اسم آخر.",
    refused_words: |max, max_chars| {
        format!(
            "يُرجى كتابة كلمات مفردة، حتى {}، كل واحدة في سطر، ولا تزيد على {} حرفًا، \
             وفيها حرف أو رقم واحد على الأقل.",
            number(max),
            number(max_chars)
        )
    },
};

const OWNERS: Owners = Owners {
    heading: "المالكون",
    remove: "إزالة",
    remove_owner: |name| format!("إزالة {} من المالكين", isolated(name)),
    about_stepping_down: "بعد التنازل عن الملكية، لا يمكنك استعادتها إلا برابط ملكية.",
    step_down: "التنازل عن الملكية",
    about_last_owner: "ملكية الغرفة لك وحدك. قبل التنازل عنها، يجب إضافة مالك آخر.",
    about_links: "يمكنك إنشاء رابط للحصول على الملكية على جهاز آخر، أو لإرساله إلى شخص موثوق به. \
                  يعمل الرابط لمدة 7 أيام، وإنشاء رابط جديد يُلغي القديم.",
    uses: "عدد من يمكنهم استخدام الرابط",
    make_link: "إنشاء رابط ملكية",
    about_this_link: |people| {
        let who = match people {
            1 => "لشخص واحد".to_owned(),
            2 => "لشخصين على الأكثر".to_owned(),
            people => format!("لـ\u{A0}{} على الأكثر", counted(people, &PEOPLE)),
        };
        format!(
            "يمكن {who} الحصول على الملكية بهذا الرابط خلال 7 أيام. يُرجى نسخه الآن، فلن يظهر مرة أخرى. \
             ويُلغى عند إنشاء رابط جديد أو إزالة مالك."
        )
    },
    code: "رمز الملكية",
    reminder: |add| html! { "لا يمكن إدارة الغرفة إلا من هذا المتصفح. تحسّبًا لفقدانه، يمكنك " (add) "." },
    add: "إضافة مالك آخر",
    dismiss: "إخفاء",
};

const OWNER_LINK: OwnerLink = OwnerLink {
    title: "الحصول على الملكية",
    heading: |room| format!("الحصول على ملكية {}", room.within("هذه الغرفة الخاصة")),
    lead: "يمكن للمالكين تغيير الموضوع، وقفل الغرفة، وحذفها.",
    code: "رمز الملكية",
    about_code: "الرمز هو الجزء الذي يلي علامة # في رابطك.",
    become_owner: "الحصول على الملكية",
    not_now: |room| format!("ليس الآن، الدخول إلى {} فقط", room.within("الغرفة")),
};

// The help. Keys are called as keyboards call them.

const HELP: Help = Help {
    title: "المساعدة",
    lead: "كل شيء في Natter يعمل بلوحة المفاتيح أو الفأرة أو اللمس.",
    keys: "المفاتيح",
    shortcuts: &[
        Shortcut {
            keys: &["Enter"], does: "إرسال الرسالة. وعلى لوحة مفاتيح الشاشة: سطر جديد"
        },
        Shortcut { keys: &["Shift", "Enter"], does: "سطر جديد في الرسالة" },
        Shortcut {
            keys: &["Tab", "Shift Tab"], does: "الانتقال إلى العنصر التالي أو السابق"
        },
        Shortcut {
            keys: &["↑", "↓"], does: "في الرسائل: الرسالة السابقة أو التالية"
        },
        Shortcut { keys: &["Home", "End"], does: "في الرسائل: الأولى أو الأحدث" },
        Shortcut { keys: &["Enter"], does: "على رسالة: ما يمكن فعله بها" },
        Shortcut {
            keys: &["↑"], does: "في حقل الرسالة الفارغ: تعديل رسالتك الأخيرة"
        },
        Shortcut { keys: &["Page Up", "Page Down"], does: "في الرسائل: التمرير بمقدار شاشة" },
        Shortcut {
            keys: &["Esc"], does: "في الرسائل: العودة إلى حقل الرسالة. وفي غيرها: إغلاق ما هو مفتوح"
        },
        Shortcut { keys: &["/"], does: "البحث في هذه الغرفة، إلا أثناء الكتابة" },
        Shortcut { keys: &["Ctrl K"], does: "الانتقال إلى غرفة أخرى من غرفك" },
        Shortcut { keys: &["؟"], does: "فتح هذه المساعدة، إلا أثناء الكتابة" },
    ],
    commands: Commands {
        heading: "الأوامر",
        list: &[
            Shortcut { keys: &["/me يلوّح"], does: "قول ما يجري فعله الآن" },
            Shortcut { keys: &["/nick الاسم"], does: "تغيير الاسم" },
            Shortcut {
                keys: &["/topic النص"], does: "تغيير موضوع الغرفة، وهو متاح لمالكيها"
            },
            Shortcut { keys: &["/help"], does: "عرض هذه القائمة دون أن يراها أحد آخر" },
        ],
        marks_heading: "التنسيق",
        marks: &[
            Shortcut { keys: &["**نص**"], does: "نص عريض" },
            Shortcut { keys: &["*نص*"], does: "نص مائل" },
            Shortcut { keys: &["~~نص~~"], does: "نص مشطوب" },
            Shortcut { keys: &["`code`"], does: "شفرة داخل السطر" },
            Shortcut { keys: &["```"], does: "قبل أسطر من الشفرة وبعدها" },
            Shortcut { keys: &["> نص"], does: "اقتباس" },
            Shortcut { keys: &["- نص"], does: "قائمة، بدءًا من سطرين" },
            Shortcut { keys: &["[نص](https://…)"], does: "رابط خلف نص" },
            Shortcut { keys: &[":tada:"], does: "رمز تعبيري باسمه" },
            Shortcut { keys: &["\\"], does: "قبل إحدى هذه العلامات: تبقى كما كُتبت" },
        ],
        suggestions: "اقتراحات",
        only_you: "لا يظهر هذا لأحد غيرك.",
        unknown: |command| {
            let (command, help) = (slashed(command), slashed("help"));
            format!(
                "لا يوجد أمر {command}. الأمر {help} يعرض الأوامر كلها. \
                 ولإرسال النص كما هو، تُكتب مسافة أو / أخرى قبله."
            )
        },
        incomplete: |command| {
            let command = slashed(command);
            format!("يلزم نص بعد {command}. ولإرساله كما هو، تُكتب مسافة قبله.")
        },
        in_edit: |command| {
            let command = slashed(command);
            format!("الأمر {command} لا يعمل إلا في رسالة جديدة. ولإبقاء النص كما هو، تُكتب مسافة قبله.")
        },
    },
    screen_readers: "قارئات الشاشة",
    about_screen_readers: "تُقرأ رسائل الآخرين عند وصولها. وللتنقل بين الرسائل تُستخدم العناوين: الأيام في \
                           المستوى 2 والأسماء في المستوى 3.",
    question_mark: "فتح هذه المساعدة بمفتاح علامة الاستفهام",
    close: "إغلاق",
};

// Nouns beside a number. One and two of a thing are words without a number; the noun of three to
// ten is a plural, that of eleven to ninety-nine a singular in the accusative.

/// A noun in each form that it has beside a number.
struct Noun {
    one: &'static str,
    two: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
}

/// After a preposition, as most of them stand.
const SECONDS: Noun = Noun {
    one: "ثانية واحدة", two: "ثانيتين", few: "ثوانٍ", many: "ثانية", other: "ثانية"
};
const MINUTES: Noun = Noun {
    one: "دقيقة واحدة", two: "دقيقتين", few: "دقائق", many: "دقيقة", other: "دقيقة"
};
const HOURS: Noun =
    Noun { one: "ساعة واحدة", two: "ساعتين", few: "ساعات", many: "ساعة", other: "ساعة" };
const DAYS: Noun =
    Noun { one: "يوم واحد", two: "يومين", few: "أيام", many: "يومًا", other: "يوم" };
const TABS: Noun = Noun {
    one: "تبويب واحد", two: "تبويبين", few: "تبويبات", many: "تبويبًا", other: "تبويب"
};
const LETTERS: Noun =
    Noun { one: "حرف واحد", two: "حرفين", few: "أحرف", many: "حرفًا", other: "حرف" };

/// As a subject.
const PEOPLE: Noun =
    Noun { one: "شخص واحد", two: "شخصان", few: "أشخاص", many: "شخصًا", other: "شخص" };
const OTHER_PEOPLE: Noun =
    Noun {
        one: "شخص آخر", two: "شخصان آخران", few: "أشخاص آخرين", many: "شخصًا آخر", other: "شخص آخر"
    };
const MODERATOR_NOUN: Noun = Noun {
    one: "مشرف واحد", two: "مشرفان", few: "مشرفين", many: "مشرفًا", other: "مشرف"
};

const MESSAGES_NOUN: Noun = Noun {
    one: "رسالة واحدة", two: "رسالتان", few: "رسائل", many: "رسالة", other: "رسالة"
};

const OWNER_NOUN: Noun = Noun {
    one: "مالك واحد", two: "مالكان", few: "مالكين", many: "مالكًا", other: "مالك"
};

/// The plural rule of Arabic.
fn plural(count: u64) -> Plural {
    match (count, count % 100) {
        (0, _) => Plural::Zero,
        (1, _) => Plural::One,
        (2, _) => Plural::Two,
        (_, 3..=10) => Plural::Few,
        (_, 11..=99) => Plural::Many,
        _ => Plural::Other,
    }
}

/// So many of a thing.
fn counted(count: impl TryInto<u64>, noun: &Noun) -> String {
    let count = whole(count);
    let form = match plural(count) {
        Plural::One => return noun.one.to_owned(),
        Plural::Two => return noun.two.to_owned(),
        Plural::Few => noun.few,
        Plural::Many => noun.many,
        Plural::Zero | Plural::Other => noun.other,
    };
    format!("{} {form}", number(count))
}

/// A number, with Western digits.
fn number(count: impl TryInto<u64>) -> String {
    grouped(whole(count), ',')
}

/// Names one after the other. The “and” is written together with the name after it.
fn all(names: &[Markup]) -> Markup {
    html! { @for (n, name) in names.iter().enumerate() { @if n > 0 { " و" } (name) } }
}

const OPERATOR: Operator = Operator {
    title: "إدارة الموقع",
    signing_in: SigningIn {
        key: "مفتاح الإدارة",
        about_key: "هو قيمة OPERATOR_KEY لهذا الموقع. على جهازك تجدها في الملف ‎.dev.vars‎.",
        sign_in: "تسجيل الدخول",
        sign_out: "تسجيل الخروج",
        wrong_key: "هذا ليس المفتاح الصحيح.",
        too_many_tries_title: "محاولات خاطئة كثيرة",
        too_many_tries: |seconds| format!("يُرجى المحاولة مجددًا بعد {}.", counted(seconds, &SECONDS)),
        is_over: "انتهت جلسة الإدارة، ولم يتغيّر شيء. يُرجى تسجيل الدخول ثم المحاولة مجددًا.",
    },
    rooms: OperatedRooms {
        heading: "الغرف",
        room: "الغرفة",
        people: "الأشخاص",
        messages: "الرسائل",
        size: "الحجم",
        changed: "آخر تغيير",
        none: "لا توجد غرف بعد.",
        about_age: "ترسل الغرف هذه الأرقام بنفسها، وقد يمضي عليها بضع دقائق. صفحة الغرفة دقيقة.",
        listed: "معروضة",
        unlisted: "غير معروضة",
        private: "خاصة",
        locked: "مقفلة",
        closed: "مغلقة",
        megabytes: |number| format!("{number} م.ب"),
        next: "المزيد من الغرف",
        first: "العودة إلى أول الغرف",
    },
    room: OperatedRoom {
        open: "فتح الغرفة",
        settings: "إعداداتها",
        here: "هنا الآن",
        nobody: "لا أحد هنا.",
        messages: "أحدث الرسائل",
        no_messages: "لم يُكتب شيء بعد.",
        remove: "إزالة",
        remove_of: |name| format!("إزالة هذه الرسالة من {}", isolated(name)),
        close_heading: "إغلاق هذه الغرفة",
        about_closing: "يُقطع اتصال الجميع ويظهر لهم السبب، ولا يدخل أحد حتى إعادة فتح الغرفة. لا يُحذف شيء.",
        reason: "السبب",
        close: "إغلاق الغرفة",
        closed_because: |reason| format!("هذه الغرفة مغلقة: {}", isolated(reason)),
        reopen: "إعادة فتح الغرفة",
        unlist_heading: "في الصفحة الرئيسية",
        about_unlisting: "تبقى الغرفة مفتوحة لكل من يعرف عنوانها. ما يُقرَّر هنا يسري مهما فعل مالكوها. الغرف \
                          المختارة وحدها تُعرض إذا نصّت إعدادات الموقع على ذلك.",
        unlist: "إزالتها من القائمة",
        put_back: "إعادتها إلى القائمة",
        hide_topic: "إخفاء موضوعها",
        show_topic: "إظهار موضوعها",
        pick: "اختيارها",
        unpick: "إلغاء اختيارها",
    },
    people: OperatedPeople {
        heading: "الأشخاص",
        about: "كل من في غرفة الآن.",
        none: "لا أحد هنا الآن.",
        rooms: "الغرف",
        person: "الشخص",
    },
    audit: SiteAudit {
        heading: "سجل الإدارة",
        about: "ما جرى بمفتاح الإدارة، والأحدث أولًا. لا يظهر فيه ما يكتبه الناس أبدًا.",
        none: "لم يجرِ شيء بعد.",
        at: "متى",
        what: "ماذا",
        by: "كيف",
        by_page: "من هذه الصفحات",
        by_program: "من برنامج",
        earlier: "قيود أقدم",
        signed_in: "تسجيل دخول",
        closed_room: "إغلاق غرفة",
        reopened_room: "إعادة فتح غرفة",
        unlisted_room: "إزالة غرفة من الصفحة الرئيسية",
        deleted_room: "حذف غرفة",
        removed_message: "إزالة رسالة",
        restored_message: "استعادة رسالة",
        changed_room: "تغيير إعدادات غرفة",
        changed_site: "تغيير إعدادات الموقع",
        muted: "كتم شخص",
        banned: "حظر شخص",
        lifted: "رفع كتم أو حظر",
        removed_messages: "إزالة كل رسائل شخص",
        restored_messages: "استعادة رسائل شخص",
        imported_room: "استُعيدت غرفة من نسخة احتياطية",
        reshipped_room: "أُرسلت الغرفة إلى D1 من جديد",
        signed_out_person: "إنهاء جلسة شخص",
        forgot_person: "نُسي شخص",
        closed_reports: "إغلاق بلاغات",
        decided_listing: "قرار بشأن عرض غرفة في الصفحة الرئيسية",
        other: "شيء آخر",
    },
    site: SiteSettings {
        heading: "إعدادات الموقع",
        about: "تسري التغييرات في كل مكان خلال 30 ثانية.",
        name: "اسم الموقع",
        about_name: "يظهر في العناوين وفي الصفحة الرئيسية. إذا تُرك فارغًا فالاسم هو «Natter».",
        welcome: "ترحيب الصفحة الرئيسية",
        about_welcome: "إذا تُرك فارغًا ظهرت الجملة المعتادة.",
        announcement: "إعلان",
        about_announcement: "يظهر في كل صفحة حتى يُمسح.",
        read_only: "للقراءة فقط: لا يمكن لأحد أن يكتب",
        read_only_reason: "سبب ذلك",
        about_read_only: "يظهر حيث تُكتب الرسائل، مثلًا: «نعود في الساعة 14:00».",
        starters: "من يمكنه إنشاء الغرف",
        everybody: "الجميع",
        only_operator: "إدارة الموقع فقط",
        under_attack: "تحت هجوم",
        about_under_attack: "حدود أشد للجميع حتى إيقاف هذا الخيار.",
        listing: "تعرض الصفحة الرئيسية",
        listed_by_owners: "الغرف التي يعرضها مالكوها",
        listed_by_hand: "الغرف المختارة والردهة فقط",
        about_listing: "تُختار الغرفة من صفحتها.",
        listed_per_owner: "عدد الغرف التي يمكن لشخص واحد عرضها",
        listed_per_address: "عدد الغرف التي يمكن عرضها من شبكة واحدة",
        as_deployed: |value| format!("كما في إعداد النشر: {value}"),
        save: "حفظ",
        saved: "حُفظ.",
        too_long: |max| format!("هذا النص أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
        reason_missing: "يُرجى ذكر السبب الذي يمنع الكتابة.",
    },
    reports: OperatedReports {
        heading: "البلاغات",
        about: "الرسائل المبلّغ عنها في كل الغرف، والأحدث أولًا. ما يُغلق يختفي من هنا ومن قائمة الغرفة.",
        more: "توجد بلاغات أخرى، وتظهر بعد إغلاق هذه.",
    },
    sanctions: OperatedSanctions {
        heading: "الكتم والحظر",
        about: "كل من هو مكتوم أو محظور في أي غرفة، والأحدث أولًا. ترسل الغرف التغييرات خلال ثوانٍ.",
        muted: "مكتوم",
        banned: "محظور",
        until: "حتى",
        by: "بقرار من",
        lift: "الإلغاء",
        next: "المزيد",
        first: "العودة إلى الأحدث",
    },
    unavailable: "قاعدة البيانات لا تستجيب. يُرجى المحاولة بعد دقيقة.",
    not_operator: Problem {
        title: "لإدارة الموقع فقط", advice: "يلزم إرسال مفتاح الإدارة: ‎Authorization: Bearer …‎"
    },
    rules: SiteRules {
        read_only_title: "الموقع للقراءة فقط الآن",
        read_only: |reason| format!("لا يمكن لأحد أن يكتب الآن: {}", isolated(reason)),
        rooms_not_open: "لا يمكن إنشاء غرف جديدة هنا. يمكن الانضمام إلى غرفة موجودة.",
        room_was_closed: "أغلقت إدارة الموقع هذه الغرفة.",
        room_closed_title: "هذه الغرفة مغلقة",
        room_closed: |reason| format!("أغلقت إدارة الموقع هذه الغرفة: {}", isolated(reason)),
    },
};
const MODERATION: Moderation = Moderation {
    people: "الأشخاص",
    moderator: "مشرف",
    operator: "إدارة الموقع",
    somebody: "شخص ما",
    not_here: "غير موجود الآن",
    about_author: |name| html! { "عن " (name) },
    moderate: "إشراف…",
    span: |span| match span {
        Span::Minutes(count) => counted(count, &MINUTES),
        Span::Hours(count) => counted(count, &HOURS),
        Span::Days(count) => counted(count, &DAYS),
    },
    for_good: "للأبد",
    how_long: "المدة",
    reason: "السبب",
    about_reason: "سيظهر السبب للشخص المعني. يمكن تركه فارغًا.",
    mute: "كتم",
    about_muting: "تبقى القراءة ممكنة، لكن دون كتابة أو تفاعل أو تغيير للاسم.",
    unmute: "إلغاء الكتم",
    ban: "حظر",
    about_banning: "ينقطع الاتصال، ولا تعود العودة إلى الغرفة ممكنة.",
    unban: "رفع الحظر",
    is_muted: |rest| rest.map_or("مكتوم للأبد.".to_owned(), |rest| format!("مكتوم. المدة المتبقية: {rest}.")),
    is_banned: |rest| {
        rest.map_or("محظور للأبد.".to_owned(), |rest| format!("محظور. المدة المتبقية: {rest}."))
    },
    because: |reason| format!("السبب: {}", isolated(reason)),
    their_messages: "رسائل هذا الشخص",
    no_messages: "لا توجد رسائل من هذا الشخص.",
    remove_all: "حذف كل رسائله",
    their_session: "جلسته",
    about_signing_out: "يتوقف ملف تعريف الارتباط عن العمل في كل الغرف. ويمكنه الانضمام مجددًا كشخص جديد.",
    sign_out: "إنهاء الجلسة",
    about_removing_all: |seconds| {
        format!("يحذف كل ما كتبه هذا الشخص في هذه الغرفة. يمكن التراجع خلال {}.", counted(seconds, &SECONDS))
    },
    bring_back: |count| format!("استعادة {}", counted(count, &MESSAGE_NOUN)),
    sanctions: "المكتومون والمحظورون",
    no_sanctions: "لا أحد مكتوم أو محظور.",
    audit: Audit {
        heading: "سجل الإشراف",
        about: "ما فعله مالكو هذه الغرفة ومشرفوها. لا يمكن لأحد تغيير هذه القائمة.",
        none: "لا شيء حتى الآن.",
        older: "إدخالات أقدم",
        settings_changed: |who| html! { "تغيير الإعدادات من " (who) "." },
        owner_link_made: |who| html! { "إنشاء رابط لمالكين جدد من " (who) "." },
        moderator_link_made: |who| html! { "إنشاء رابط لمشرفين جدد من " (who) "." },
        became_owner: |who| html! { "مالك جديد: " (who) "." },
        became_moderator: |who| html! { "مشرف جديد: " (who) "." },
        owner_removed: |who, whom| html! { "إزالة " (whom) " من المالكين من " (who) "." },
        moderator_removed: |who, whom| html! { "إزالة " (whom) " من المشرفين من " (who) "." },
        muted: |who, whom| html! { "كتم " (whom) " من " (who) "." },
        banned: |who, whom| html! { "حظر " (whom) " من " (who) "." },
        unmuted: |who, whom| html! { "إلغاء كتم " (whom) " من " (who) "." },
        unbanned: |who, whom| html! { "رفع الحظر عن " (whom) " من " (who) "." },
        message_removed: |who, whom| html! { "حذف رسالة كتبها " (whom) " من " (who) "." },
        message_restored: |who, whom| html! { "استعادة رسالة كتبها " (whom) " من " (who) "." },
        messages_removed: |who, whom| html! { "حذف كل رسائل " (whom) " من " (who) "." },
        messages_restored: |who, whom| html! { "استعادة رسائل " (whom) " من " (who) "." },
        other: |who| html! { "فعل لا يعرفه إلا إصدار أحدث، من " (who) "." },
    },
    moderators: Moderators {
        heading: "المشرفون",
        none: "لا أحد حتى الآن. يمكن للمشرفين كتم الأشخاص وحظرهم وحذف الرسائل.",
        remove: |name| format!("إزالة {} من المشرفين", isolated(name)),
        about_links: "يجعل الرابط من يفتحه مشرفًا. وهو صالح لمدة أسبوع.",
        make_link: "إنشاء رابط للمشرفين",
        about_this_link: |people| {
            format!(
                "يُرجى إرسال هذا الرابط إلى من تثق به. عدد مرات استخدامه {}. وهو صالح لمدة أسبوع، ولن يظهر مرة أخرى.",
                number(people)
            )
        },
        link_title: "الإشراف",
        link_heading: |room| format!("هل تساعد في الإشراف على {}؟", room.within("هذه الغرفة")),
        link_lead: "يمكن للمشرفين كتم الأشخاص وحظرهم وحذف الرسائل.",
        become_moderator: "الإشراف على الغرفة",
        step_down: "التوقف عن الإشراف",
    },
    refusals: ModerationRefusals {
        not_moderator: "هذا متاح لمشرفي الغرفة فقط.",
        not_below: "هذا غير ممكن مع مالكي الغرفة ومشرفيها.",
        no_such_member: "لم يدخل أحد بهذا التعريف إلى هذه الغرفة.",
        too_many_sanctions: |max| {
            format!("عدد المكتومين والمحظورين هنا {}، وهذا هو الحد الأقصى. يُرجى إلغاء أحدها أولًا.", number(max))
        },
        too_many_moderators: |max| format!("لهذه الغرفة {}، وهذا هو الحد الأقصى.", counted(max, &MODERATOR_NOUN)),
        reason_too_long: |max| format!("السبب أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
        muted: |rest| {
            let again = rest.map_or(String::new(), |rest| format!(" يمكنك الكتابة مرة أخرى بعد {rest}."));
            format!("كتمك أحد المشرفين في هذه الغرفة.{again}")
        },
        banned: |rest| {
            let again = rest.map_or(String::new(), |rest| format!(" يمكنك العودة بعد {rest}."));
            format!("حظرك أحد المشرفين من هذه الغرفة.{again}")
        },
        unmuted: "يمكنك الكتابة مرة أخرى.",
        banned_title: "أنت محظور من هذه الغرفة",
        banned_until: |rest| match rest {
            Some(rest) => format!("يمكنك العودة بعد {rest}."),
            None => "لا ينتهي هذا الحظر تلقائيًا، ولا يرفعه إلا أحد مشرفي الغرفة.".to_owned(),
        },
        banned_now: "حظرك أحد المشرفين من هذه الغرفة.",
    },
};

const MESSAGE_NOUN: Noun = Noun {
    one: "رسالة واحدة", two: "رسالتين", few: "رسائل", many: "رسالة", other: "رسالة"
};

const BACKUP: Backup = Backup {
    heading: "تنزيل الغرفة",
    about: "الصفحة للقراءة: ملف واحد يفتحه أي متصفح. أما ملف البيانات فيضم أيضًا الإعدادات والمالكين وحالات الحظر، \
            ويمكن استعادته.",
    as_page: "تنزيل كصفحة (HTML)",
    as_data: "تنزيل كبيانات (NDJSON)",
    made: |when| format!("نُزّلت في {when}."),
    nothing: "لم يقل أحد شيئًا بعد.",
    next_part: "ينتهي هذا الملف هنا. نزّل الجزء التالي",
    restoring: "تجري استعادة هذه الغرفة. عُد بعد بضع دقائق.",
    room_not_empty: "سبق أن دخل أحدهم هذه الغرفة. احذفها أولًا، أو استورد إلى غرفة غير موجودة بعد.",
    without_room: "لا غرفة لهذا الجزء. ابدأ بالسطر الأول من الملف.",
    line: |line| format!("تعذّرت قراءة السطر {line}. لم يُستورد شيء من هذا الجزء."),
};

const PERSON_CHECK: PersonCheck = PersonCheck {
    heading: "أثبت أنك إنسان",
    about: "تهاجم برامجُ هذا الموقع حاليًا، لذلك يُفحص كل من ينضم أولًا. يستغرق ذلك بضع ثوانٍ ويسري ساعة.",
    go_on: "متابعة",
    without_scripts: "يحتاج الفحص إلى JavaScript. اسمح به لهذه الصفحة، أو عُد لاحقًا.",
    failed: "لم ينجح الفحص. انتظر حتى يصبح أخضر ثم تابع.",
    unavailable: "يتعذر الوصول إلى الفحص الآن. حاول مرة أخرى بعد دقيقة.",
    needed: "يتعرض هذا الموقع لهجوم، لذلك يُفحص كل من ينضم أولًا، على ‎/check. إن اجتزت الفحص، فاضغط الزر مرة أخرى.",
};
