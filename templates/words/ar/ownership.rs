//! Owning a room, in Arabic.

use maud::html;

use super::counting::{PEOPLE, counted};
use crate::words::{OwnerLink, Owners, Settings, isolated};

pub(super) const SETTINGS: Settings = Settings {
    title: "الإعدادات",
    saved: "تم الحفظ.",
    topic: "الموضوع",
    welcome: "رسالة الترحيب",
    list_it: "عرض هذه الغرفة في الصفحة الرئيسية",
    lock_it: "قفل الغرفة: لا يدخلها إلا من سبق له الانضمام",
    save: "حفظ",
    delete_heading: "حذف هذه الغرفة",
    about_deleting: "ينقطع اتصال الجميع، وتُحذف كل الرسائل نهائيًا.",
    confirm: "للتأكيد، يُرجى كتابة كلمة «حذف»",
    delete: "حذف",
    delete_room: |room| format!("حذف {}", room.within("هذه الغرفة")),
    display_name: "الاسم المعروض",
    about_display_name: "يراه الجميع بدلًا من العنوان. يمكنك استخدام أي لغة.",
};

pub(super) const OWNERS: Owners = Owners {
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

pub(super) const OWNER_LINK: OwnerLink = OwnerLink {
    title: "الحصول على الملكية",
    heading: |room| format!("الحصول على ملكية {}", room.within("هذه الغرفة الخاصة")),
    lead: "يمكن للمالكين تغيير الموضوع، وقفل الغرفة، وحذفها.",
    code: "رمز الملكية",
    about_code: "الرمز هو الجزء الذي يلي علامة # في رابطك.",
    become_owner: "الحصول على الملكية",
    not_now: |room| format!("ليس الآن، الدخول إلى {} فقط", room.within("الغرفة")),
};
