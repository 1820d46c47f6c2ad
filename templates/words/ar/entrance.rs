//! The ways into a room, in Arabic.

use maud::{Markup, html};

use super::all;
use super::counting::{OTHER_PEOPLE, PEOPLE, counted};
use crate::words::{Directory, Invitation, Landing, NewRoom, Preview, RecentRooms};

pub(super) const LANDING: Landing = Landing {
    lead: "دردشة مع الموجودين الآن. يكفي اسم للانضمام: بلا حساب، وبلا تثبيت أي شيء.",
    your_name: "اسمك",
    room: "الغرفة",
    about_room: "اسم أو رابط.",
    join: "انضمام",
    start_a_room: "إنشاء غرفة جديدة",
    who_can_read: "يمكن لكل من يعرف اسم غرفة أن ينضم إليها. وللغرفة الخاصة رابط سري لا يمكن لأحد تخمينه.",
    no_cookies: "لا يحتفظ هذا المتصفح بملفات تعريف الارتباط، ويحتاج Natter إلى واحد منها ليتعرّف عليك. \
                 يُرجى السماح بها لهذا الموقع، ثم المحاولة مرة أخرى.",
};

pub(super) const RECENT_ROOMS: RecentRooms = RecentRooms {
    heading: "غرفك",
    unread: |count| format!("الجديد: {count}"),
    remove: "إزالة",
    remove_room: |room| format!("إزالة {} من غرفك", room.within("هذه الغرفة الخاصة")),
};

pub(super) const DIRECTORY: Directory = Directory {
    heading: "الغرف",
    unavailable: "قائمة الغرف غير متاحة الآن. لا يزال الانضمام ممكنًا.",
    empty: "لا توجد غرف عامة نشطة اليوم. يمكنك إنشاء غرفة من الرابط أعلاه.",
    more: "المزيد من الغرف",
    online: |count| format!("{} هنا", counted(count, &PEOPLE)),
    // A day in digits would be turned around behind Arabic.
    last_message: |time| html! { "آخر رسالة " bdi { (time) } },
    nothing_said: "لا توجد رسائل بعد",
};

pub(super) const PREVIEW: Preview = Preview {
    private: "غرفة خاصة",
    new: "لم يُنشئ أحد هذه الغرفة بعد.",
    start: "إنشاء هذه الغرفة",
    start_with_more: "تسميتها أو جعلها خاصة أولًا",
    locked: "هذه الغرفة مقفلة. لا ينضم إليها إلا من سبق له دخولها.",
    full: "هذه الغرفة ممتلئة الآن. يُرجى المحاولة بعد بضع دقائق.",
    join: |room| format!("الانضمام إلى {}", room.within("الغرفة")),
    present,
};

pub(super) const NEW_ROOM: NewRoom = NewRoom {
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
    address_taken: "توجد غرفة بهذا العنوان. يمكنك الانضمام إليها، أو اختيار عنوان آخر.",
    join_existing: "الانضمام إلى تلك الغرفة بدلًا من ذلك",
    start: "إنشاء الغرفة",
};

pub(super) const INVITATION: Invitation = Invitation {
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
