//! The help, in Arabic. Keys are called as keyboards call them.

use crate::words::{Help, Shortcut};

pub(super) const HELP: Help = Help {
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
        Shortcut { keys: &["Page Up", "Page Down"], does: "في الرسائل: التمرير بمقدار شاشة" },
        Shortcut {
            keys: &["Esc"], does: "في الرسائل: العودة إلى حقل الرسالة. وفي غيرها: إغلاق ما هو مفتوح"
        },
        Shortcut { keys: &["؟"], does: "فتح هذه المساعدة، إلا أثناء الكتابة" },
    ],
    screen_readers: "قارئات الشاشة",
    about_screen_readers: "تُقرأ رسائل الآخرين عند وصولها. وللتنقل بين الرسائل تُستخدم العناوين: الأيام في \
                           المستوى 2 والأسماء في المستوى 3.",
    question_mark: "فتح هذه المساعدة بمفتاح علامة الاستفهام",
    close: "إغلاق",
};
