//! What does not work, and what to do, in Arabic.

use super::counting::{LETTERS, OWNERS, SECONDS, TABS, counted, number};
use crate::words::{Closes, Problem, Problems, Refusals, isolated};

pub(super) const PROBLEMS: Problems = Problems {
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

pub(super) const REFUSALS: Refusals = Refusals {
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
    too_many_owners: |max| format!("لهذه الغرفة {}، وهذا هو الحد الأقصى.", counted(max, &OWNERS)),
    owner_link_expired: "لم يعد هذا الرابط صالحًا. يمكن طلب رابط جديد من أحد مالكي الغرفة.",
    owner_link_uses: |max| format!("يُرجى اختيار عدد من 1 إلى {}.", number(max)),
    last_owner: "ملكية هذه الغرفة لك وحدك، ولن يديرها أحد بعدك. يُرجى إضافة مالك آخر أولًا.",
    topic_too_long: |max| format!("الموضوع أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
    welcome_too_long: |max| format!("رسالة الترحيب أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
    not_confirmed: "للتأكيد، يُرجى كتابة كلمة «حذف».",
    title_too_long: |max| format!("الاسم المعروض أطول من اللازم. الحد الأقصى لعدد الأحرف {}.", number(max)),
    room_updating: "يجري تحديث هذه الغرفة. يُرجى المحاولة بعد لحظات.",
};

pub(super) const CLOSES: Closes = Closes {
    idle: "لم يصل شيء عبر هذا الاتصال لمدة طويلة.",
    not_text: "لا يمكن إرسال غير النصوص هنا.",
    bad_frames: "وصلت إطارات كثيرة غير مفهومة.",
    frame_too_large: |max_bytes| format!("هذا الإطار أكبر من اللازم. الحد الأقصى {} بايت.", number(max_bytes)),
    room_unreadable: "تعذّر تحميل الغرفة.",
    unknown_connection: "لم تعد الغرفة تعرف هذا الاتصال.",
    slow_consumer: "تأخّر اتصالك كثيرًا. ستظهر الرسائل بعد إعادة الاتصال.",
    outdated_page: "تم تحديث Natter. يُرجى إعادة تحميل هذه الصفحة.",
    session_over: "انتهت جلستك. يُرجى إدخال اسمك للعودة.",
    room_deleted: "حذف المالك هذه الغرفة.",
    left: "لقد غادرت هذه الغرفة.",
    name_taken: "يستخدم شخص آخر هنا اسمك الآن. يُرجى اختيار اسم آخر.",
    newer_page: "عاد Natter إلى إصدار سابق. يُرجى إعادة تحميل هذه الصفحة.",
};
