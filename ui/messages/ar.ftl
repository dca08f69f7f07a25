### The words of Sotto. Plain, exact, unhurried; see the glossary in docs/architecture.md.
### A sentence about what somebody can or cannot learn must match a tested property.

## Everywhere

close = إغلاق
continue = متابعة
undo = تراجع
undo-key = استعادة آخر ما أُزيل
removed-draft = حُذفت المسودة
removed-file = أُزيل { $name }
removed-label = أُزيل الوسم { $label }
removed-for-good = يمكنك التراجع حتى تختفي هذه الرسالة. بعدها يُحذف نهائيًا.
try-again = المحاولة مرة أخرى
copy = نسخ
copied = تم النسخ
cancel = إلغاء
more-about = المزيد عن { $name }
lock-now = اقفل الآن
locking = جارٍ القفل…
nav-where = مكانك الحالي
nav-reports = بلاغاتك
day-and-time = { $day }، { $time }
connection-offline = غير متصل
connection-connecting = جارٍ الاتصال…
connection-direct = مباشر
connection-no_proxy = غير متصل
connection-no_tor = غير متصل
connection-tor = عبر Tor
connection-proxy = عبر وكيل
offline-title = أنت غير متصل.
offline-proxy = لا يستجيب Tor أو الوكيل لديك. لا يُرسل شيء بطريق آخر.
offline-tor = Tor غير متصل. لا يُرسل شيء بطريق آخر.
offline-writing = واصل الكتابة. لا يخرج شيء من هذا الجهاز قبل أن ترسله.

## Making the vault

slogan = قل ما عندك، بشروطك أنت.
promise-offline = اكتب دون اتصال، على مهل
promise-offline-text = لا يخرج شيء مما تكتبه من هذا الجهاز قبل أن تضغط «إرسال».
promise-sealed = يُختم قبل أن يخرج
promise-sealed-text = لا يستطيع فتح بلاغك إلا قراء اعتمدهم المكتب. ويمكنك أن ترى من هم قبل الإرسال.
promise-account = بلا حساب، وبلا اسم
promise-account-text = لا يحتاج البلاغ إلى عنوان بريد إلكتروني ولا رقم هاتف ولا اسم. ولا تقل من أنت إلا إذا أردت.
first-title = أنشئ خزنتك
first-lead = تُحفظ مسوداتك وقضاياك مقفلة على هذا الجهاز. اختر عبارة مرور لا يعرفها سواك.
passphrase = عبارة المرور
passphrase-again = اكتبها مرة أخرى
passphrase-suggest = اقتراح خمس كلمات
passphrase-show = إظهار
passphrase-hide = إخفاء
passphrase-hint = خمس كلمات لا رابط بينها أسهل تذكرًا، وأصعب تخمينًا، من كلمة مرور قصيرة فيها رموز.
passphrase-differs = العبارتان غير متطابقتين. اكتب عبارة المرور مرة أخرى.
strength-too_weak = سهلة التخمين أكثر مما ينبغي.
strength-fair = مقبولة.
strength-good = جيدة.
strength-strong = قوية.
first-forget = إذا نسيت عبارة المرور
first-recovery = أريد عبارة استرداد
first-recovery-hint = اثنتا عشرة كلمة تُكتب على ورق وتُحفظ بعيدًا عن هذا الجهاز. بها وببطاقة المكتب تستعيد قضاياك.
first-no-recovery = بلا طريق للعودة
first-no-recovery-hint = إن نسيتُها ضاع كل ما في هذه الخزنة. لا يستطيع أحد أن يفتحها من جديد، ولا نحن.
first-create = إنشاء الخزنة
first-creating = جارٍ إنشاء الخزنة…
first-work-computer = هل هذا حاسوب عمل؟
first-read-this = اقرأ هذا أولًا.
first-before = هل استخدمت Sotto من قبل؟
first-restore = الاستعادة من اثنتي عشرة كلمة.
first-backup = فتح نسخة احتياطية.
first-handler = هل تعالج قضايا؟
first-join = الانضمام بدعوة.
first-setup = إعداد مكتب.
first-join-chosen = بعد هذا تنضم بدعوتك.
first-setup-chosen = بعد هذا تُعِدّ المكتب. اختر عبارة الاسترداد: فمنها يأتي مفتاح المكتب نفسه.
words-title = دوّن اثنتي عشرة كلمة
words-lead = اكتبها على ورق، بهذا الترتيب. لا يعرضها Sotto إلا الآن.
words-list = عبارة الاسترداد الخاصة بك
words-keep = احفظ الورقة حيث لا يبحث عنها أحد، بعيدًا عن هذا الجهاز.
words-danger = من لديه هذه الكلمات لديه مفاتيح قضاياك. وصورتها نسخة منها.
words-done = دوّنتُها
words-ask-title = كلمتان للتأكد
words-ask-lead = انظر إلى ورقتك، لتعرف أنها صحيحة.
words-ask = الكلمة رقم { $number }
words-wrong = ليس هذا ما عرضه Sotto. انظر إلى الورقة، أو انظر إلى الكلمات مرة أخرى.
words-check = التأكد والمتابعة
words-again = إظهار الكلمات مرة أخرى

restore-title = الاستعادة من اثنتي عشرة كلمة
restore-lead = اكتب الكلمات من ورقتك. لا فرق بين الأحرف الكبيرة والصغيرة.
restore-new = إنشاء خزنة جديدة بدلًا من ذلك
restore-incomplete = عبارة الاسترداد اثنتا عشرة كلمة، وبعضها ناقص هنا.
restore-unknown = الكلمة رقم { $number } لا ترد في أي عبارة استرداد. انظر إلى ورقتك.
restore-unknown-near = الكلمة رقم { $number } لا ترد في أي عبارة استرداد. هل هي واحدة من هذه؟
restore-unrelated = كل الكلمات معروفة، لكنها معًا ليست عبارة استرداد. إحداها خاطئة، أو تبادلت كلمتان مكانيهما.
restore-swap = تبديل الكلمتين { $one } و{ $next }
restore-offices-title = أين قدّمت بلاغاتك؟
restore-offices-lead = أضف بطاقة كل مكتب أبلغته. تُوجد قضاياك بالكلمات والبطاقات معًا.
restore-office-remove = إزالة { $name }
restore-back-words = العودة إلى الكلمات
restore-passphrase-title = اختر عبارة مرور
restore-passphrase-lead = تقفل قضاياك على هذا الجهاز. لا يلزم أن تكون العبارة السابقة.
restore-contact = يطلب Sotto الآن من خادم كل مكتب قائمة واحدة للجميع، ويبحث فيها بنفسه. لا يرى الخادم من القائمة أي القضايا قضاياك؛ وتُجلب كل قضية يُعثر عليها بعد ذلك عبر اتصال خاص بها.
restore-begin = البحث عن قضاياي
restore-working = جارٍ البحث عن قضاياك…
restore-back-offices = العودة إلى المكاتب
restore-found =
    { $count ->
        [0] خزنتك هنا، ولا قضية فيها
        [one] عُثر على قضية واحدة
        [two] عُثر على قضيتين
        [few] عُثر على { $count } قضايا
        [many] عُثر على { $count } قضية
       *[other] عُثر على { $count } قضية
    }
restore-found-lead = تأتي واحدة بعد أخرى، كل منها عبر اتصال خاص بها. يمكنك الكتابة فيها من جديد حالما تصل.
restore-found-said = ما قيل من قبل ليس في الكلمات. يستطيع المكتب تسليمه في القضية: اطلبه هناك.
restore-found-elsewhere = إن كان جهاز آخر لا يزال يحمل هذه القضايا، فسيُخبَر بذلك ولا يرسل فيها شيئًا بعد ذلك.
restore-founded = مفتاح تأسيس { $offices } في هذه الخزنة من جديد. هذا الجهاز غير معتمد في أي مكان بعد: لا يستطيع قراءة قضايا المكتب.
restore-enter = الذهاب إلى قضاياي
open-backup-title = فتح نسخة احتياطية
open-backup-lead = اختر الملف الذي حفظه Sotto. منه تُنشأ خزنتك.
open-backup-choose = اختيار الملف…
open-backup-another = اختيار ملف آخر…
open-backup-passphrase = عبارة مرور النسخة الاحتياطية
open-backup-hint = هي التي كانت تفتح الخزنة حين حُفظت النسخة. وهي تفتح الخزنة هنا أيضًا.
open-backup-open = فتح النسخة الاحتياطية
open-backup-working = جارٍ قراءة النسخة الاحتياطية…
open-backup-wrong = عبارة المرور هذه لا تفتح هذه النسخة الاحتياطية. لم تُنشأ خزنة. راجع ترتيب الكلمات وحاول مرة أخرى.
open-backup-unreadable = تعذّرت قراءة الملف إلى آخره، أو تعذّرت كتابة الخزنة. لم تُنشأ خزنة. حاول مرة أخرى، أو اختر ملفًا آخر.
back-title = عادت خزنتك
back-cases =
    { $count ->
        [0] ليست فيها قضية.
        [one] هنا قضية واحدة، مع ما قيل فيها.
        [two] هنا قضيتان، مع ما قيل فيهما.
        [few] هنا { $count } قضايا، مع ما قيل فيها.
        [many] هنا { $count } قضية، مع ما قيل فيها.
       *[other] هنا { $count } قضية، مع ما قيل فيها.
    }
back-drafts =
    { $count ->
        [one] هنا مسودة واحدة.
        [two] هنا مسودتان.
        [few] هنا { $count } مسودات.
        [many] هنا { $count } مسودة.
       *[other] هنا { $count } مسودة.
    }
back-held =
    { $count ->
        [one] كان شيء ينتظر الإرسال، وهو موقوف
        [two] كان شيئان ينتظران الإرسال، وهما موقوفان
        [few] كانت { $count } أشياء تنتظر الإرسال، وهي موقوفة
        [many] كان { $count } شيئًا ينتظر الإرسال، وهي موقوفة
       *[other] كان { $count } شيء ينتظر الإرسال، وهي موقوفة
    }
back-held-text =
    { $count ->
        [one] ربما أُرسل بعد حفظ النسخة الاحتياطية. انظر إليه في قضيته، ثم أرسله أو استرجعه.
        [two] ربما أُرسلا بعد حفظ النسخة الاحتياطية. انظر إلى كل منهما في قضيته، ثم أرسله أو استرجعه.
        [few] ربما أُرسلت بعد حفظ النسخة الاحتياطية. انظر إلى كل منها في قضيته، ثم أرسله أو استرجعه.
        [many] ربما أُرسلت بعد حفظ النسخة الاحتياطية. انظر إلى كل منها في قضيته، ثم أرسله أو استرجعه.
       *[other] ربما أُرسلت بعد حفظ النسخة الاحتياطية. انظر إلى كل منها في قضيته، ثم أرسله أو استرجعه.
    }
back-later = ما جاء بعد النسخة الاحتياطية مفقود. وحيث تستمر القضية تظهر الفجوة.
back-alone = استخدم هذه الخزنة وحدها من الآن. وإن بقيت خزنة على الجهاز الآخر فاتركها.
back-identities = الهويات التي أُفصح لك عنها من قبل ليست في أي نسخة احتياطية. اطلب من المُبلِّغ أن يفصح عنها من جديد.

## Unlocking

unlock = فتح القفل
unlock-working = جارٍ الفتح…
unlock-title = افتح قفل خزنتك
unlock-lead = مسوداتك وقضاياك على هذا الجهاز، مشفّرة.
unlock-asked = أنت قفلتها. ما حُفظ ما زال هنا.
unlock-idle = قفلت نفسها بعد مدة من عدم الاستخدام. ما حُفظ ما زال هنا.
unlock-away = قفلت نفسها عندما قُفل هذا الحاسوب أو دخل في السكون. ما حُفظ ما زال هنا.
unlock-removed = تعذرت إزالة كل شيء. اختر «عدم ترك أثر» مرة أخرى.
trace-leave = عدم ترك أثر…
trace-title = هل تريد إزالة كل شيء من هذا الجهاز؟
trace-text = يُتلف هذا مفتاح خزنتك. ومنذ تلك اللحظة لا يستطيع أحد على هذا الجهاز فتح مسوداتك وردودك و{ $count ->
    [zero] قضاياك
    [one] قضية واحدة
    [two] قضيتين
    [few] { $count } قضايا
    [many] { $count } قضية
   *[other] { $count } قضية
}.
trace-text-locked = يُتلف هذا مفتاح خزنتك دون فتحها. ومنذ تلك اللحظة لا يستطيع أحد فتح أي شيء فيها على هذا الجهاز.
trace-sent = ما أرسلته من قبل يبقى لدى المعالجين.
trace-no-way-back = من دون الكلمات الاثنتي عشرة على الورق أو نسخة احتياطية، إن كان لديك أي منهما، لا يستطيع أحد استعادته، ولا نحن.
trace-others = لا يستطيع Sotto إزالة ما رآه آخرون أو احتفظوا به: سجلات النظام، أو لقطات الشاشة، أو نسخة احتياطية من هذا الحاسوب. ويبقى ظاهرًا أن Sotto كان هنا.
trace-keep = الاحتفاظ بكل شيء
trace-hold = اضغط مطولًا للإزالة
trace-again = اضغط مرة أخرى للإزالة
hold-seconds = { $seconds } ث
trace-removed = أُزيل كل شيء من هذا الجهاز
trace-removed-text = أُتلف مفتاح الخزنة أولًا، ثم ملفاتها.
remove-case = إزالة هذه القضية من هذا الجهاز…
remove-case-title = هل تريد إزالة { $name } من هذا الجهاز؟
remove-case-text = يُتلف هذا مفاتيح القضية وكلماتها وملفاتها على هذا الجهاز. ومنذ تلك اللحظة لا يستطيع أحد فتحها هنا.
remove-case-answers = لن تتمكن هنا من قراءة ردود المعالجين ولا من الكتابة إليهم في هذه القضية. ولا يُبلَّغون بذلك.
remove-case-keep = الاحتفاظ بالقضية

## Locking by itself

idle-title = سيقفل Sotto نفسه قريبًا
idle-text = لم يستخدمه أحد منذ مدة. ما كتبته محفوظ. الضغط على أي مفتاح يبقيه مفتوحًا.
idle-keep = إبقاؤه مفتوحًا

## Settings

settings-title = الإعدادات
settings-lead = تُحفظ في الخزنة. وإلى أن تُفتح الخزنة، يتبع Sotto إعدادات النظام.
settings-language = اللغة
settings-language-system = كما في النظام
settings-theme = المظهر
settings-contrast = التباين
settings-text = حجم الخط
theme-system = كما في النظام
theme-light = فاتح
theme-dark = داكن
contrast-system = كما في النظام
contrast-more = أعلى
text-normal = معتاد
text-large = كبير
text-larger = أكبر
settings-lock = القفل التلقائي
settings-lock-hint = بعد هذه المدة من عدم الاستخدام، وأيضًا أثناء سكون الحاسوب.
settings-minutes = { $minutes ->
    [zero] بعد { $minutes } دقيقة
    [one] بعد دقيقة واحدة
    [two] بعد دقيقتين
    [few] بعد { $minutes } دقائق
    [many] بعد { $minutes } دقيقة
   *[other] بعد { $minutes } دقيقة
}
settings-keys = استخدام الحروف المفردة للاختصار
settings-keys-hint = الحروف J و K و R وغيرها، عندما لا يكون التركيز على أي حقل.
settings-news = الإشعار عند وصول جديد
settings-news-hint = عندما تنظر إلى نافذة أخرى، يعرض هذا الجهاز إشعارًا. لا يقول سوى «Sotto». قد يراه من يرى هذه الشاشة.
settings-wait = انتظار وقت عشوائي قبل الإرسال
settings-wait-hint = ما ترسله يغادر في وقت عشوائي خلال ست ساعات، بينما Sotto مفتوح وغير مقفل. يمكنك في كل مرة اختيار غير ذلك.
wait-without_tor = إلا عبر Tor
wait-always = دائمًا
wait-never = أبدًا
settings-connection = الاتصال
way-direct = مباشر
way-own_tor = Tor
way-tor = Tor آخر
way-proxy = وكيل
way-direct-text = يتصل Sotto مباشرة. يستطيع خادم المكتب، ومن يراقب الشبكة، رؤية أن هذا الجهاز يتصل بالخادم.
way-own_tor-text = يتصل Sotto عبر Tor الذي يأتي معه. تسلك كل حالة تبلّغ عنها مسارًا خاصًا بها. لا يرى خادم المكتب عنوانك على الشبكة. يستطيع من يراقب شبكتك أن يرى أنك تستخدم Tor، ما لم يُخفِ ذلك جسر. إذا لم يتصل Tor فلا يُرسل شيء بطريق آخر.
way-other-network = بُدئ Sotto هذا بشبكة Tor غير الشبكة العامة. قد لا تُخفي من أنت.
way-bridges-needed = هل Tor محجوب حيث أنت؟
way-bridges-text = الجسر مدخل إلى Tor غير مُدرَج علنًا. يمكنك أن تطلب جسورًا من مشروع Tor: على bridges.torproject.org من حاسوب لا يربطه أحد بك، أو بالبريد الإلكتروني إلى bridges@torproject.org.
way-bridges = الجسور
way-bridges-hint = جسر في كل سطر، كما أُعطيت لك. اتركه فارغًا للدخول عبر مرحّلات عامة.
tor-ready = Tor متصل.
tor-connecting = الاتصال بشبكة Tor: { $percent } %
tor-progress = الاتصال بشبكة Tor
tor-offline = لا شيء على الشبكة يستجيب. يواصل Tor المحاولة.
tor-filtered = شيء في شبكتك لا يسمح لـ Tor بالمرور. قد يساعد جسر.
tor-clock = يبدو أن ساعة هذا الجهاز غير صحيحة، فلا يستطيع Tor الاتصال. اضبط الساعة.
way-tor-text = يتصل Sotto عبر Tor قيد التشغيل. ولكل حالة تبلّغ عنها مسارها الخاص. لا يرى خادم المكتب عنوانك على الشبكة. يستطيع من يراقب شبكتك رؤية أنك تستخدم Tor. إن لم يستجب Tor فلا يُرسل شيء بطريق آخر.
way-proxy-text = يتصل Sotto عبر وكيل SOCKS5. يرى خادم المكتب عنوان الوكيل على الشبكة. يستطيع من يدير الوكيل معرفة الخادم الذي تصل إليه. إن لم يستجب فلا يُرسل شيء بطريق آخر.
way-tor-none = لم يُعثر على Tor على هذا الجهاز
way-tor-start = شغّل متصفح Tor، أو Tor الخاص بنظامك، ثم ابحث مرة أخرى.
way-look = البحث مرة أخرى
way-address = العنوان
way-address-hint = أرقام ومنفذ، مثل 127.0.0.1:9050
way-address-wrong = هذا ليس عنوانًا من أرقام مع منفذ. لا بد من البحث عن الاسم، وقد يرى آخرون ذلك.
way-take = الاتصال بهذا الطريق
way-taken = هذا الطريق مستخدم الآن.
way-until = حتى ذلك الحين: { $way }
way-unknown = اختار إصدار أحدث من Sotto طريقًا لا يعرفه هذا الإصدار. لا يُرسل شيء حتى تختار طريقًا هنا.
backup-title = النسخة الاحتياطية
backup-lead = ملف واحد فيه ما تحمله هذه الخزنة الآن، إن ضاع هذا الجهاز. الملف مشفّر. تفتحه عبارة مرورك على أي جهاز.
backup-holds = فيه مسوداتك، وقضاياك مع ما قيل فيها، والملفات والإعدادات.
backup-lacks = ليس فيه ما يأتي لاحقًا، ولا الكلمات الاثنتا عشرة على الورق.
backup-lacks-handler = ليس فيه ما يأتي لاحقًا، ولا الكلمات الاثنتا عشرة على الورق، ولا الهويات التي أُفصح لك عنها.
backup-keep = ما تحذفه لاحقًا يبقى في النسخة الاحتياطية. من لديه الملف يستطيع تخمين عبارات المرور بلا حد. احفظه حيث لا يبحث عنه أحد.
backup-passphrase = عبارة مرورك
backup-save = حفظ نسخة احتياطية…
backup-saving = جارٍ حفظ النسخة الاحتياطية…
backup-wait = يستغرق هذا بعض الوقت مع الملفات الكبيرة. إن أُقفل Sotto قبل أن ينتهي فلن يُحفظ شيء.
backup-saved = حُفظ { $name }
backup-disk-full = لا مكان للنسخة الاحتياطية هناك. لم يُحفظ شيء. وفّر مكانًا، أو اختر موضعًا آخر.
backup-unwritable = لا يمكن كتابة النسخة الاحتياطية هناك. لم يُحفظ شيء. اختر موضعًا آخر، أو حاول مرة أخرى.

## The first page

home-title = بلاغاتك
home-lead = لا تُخبَر المكاتب بأن هذه القضايا تعود إلى شخص واحد.
home-write = اكتب بلاغًا
home-more = { $count ->
    [one] عرض حالة أخرى
    [two] عرض حالتين أخريين
    [few] عرض { $count } حالات أخرى
   *[other] عرض { $count } حالة أخرى
}
home-cases = القضايا
home-drafts = مسودات، على هذا الجهاز فقط
home-before = قبل أن تكتب
case-unread = { $count ->
    [zero] لا ردود جديدة
    [one] رد جديد
    [two] ردان جديدان
    [few] { $count } ردود جديدة
    [many] { $count } ردًا جديدًا
   *[other] { $count } رد جديد
}
case-written = كُتب البلاغ { $day }
case-changed = آخر تغيير { $day }
case-closed = أُغلقت { $day }
case-waiting = بانتظار الإرسال
case-paused = بحاجة إلى قرارك
status-new = أُرسلت
status-acknowledged = تم تأكيد الاستلام
status-in_review = قيد المراجعة
status-feedback = وصلت الإفادة
status-closed = مغلقة
draft-untitled = مسودة بلا عنوان
draft-progress = الخطوة { $step } من 5. آخر تعديل { $day }، { $time }
draft-delete = حذف هذه المسودة
empty-title = لا شيء هنا بعد
empty-lead = عندما تكتب بلاغًا، يبقى على هذا الجهاز حتى تقرر إرساله. يمكنك التوقف في أي لحظة والعودة لاحقًا.
empty-handler = أعالج القضايا…
empty-offline = أنت غير متصل، ولا بأس في ذلك
empty-offline-text = يمكنك الكتابة وإضافة الملفات الآن. لا يتصل Sotto ما دمت تكتب فقط.
empty-online = أنت متصل
how-title = كيف يسير الأمر
how-1 = تصف ما حدث، بكلماتك أنت.
how-2 = يمكنك أن ترى من سيتمكن من قراءته، ثم ترسله.
how-3 = خلال 7 أيام يؤكد المكتب أنه استلمه. وخلال 3 أشهر يخبرك بما تم.
how-4 = يمكنك تبادل الحديث مع المكتب باسم مستعار. ولا تقول من أنت إلا إذا أردت.
now-title = الآن
now-direct = أنت متصل مباشرة. يستطيع الخادم رؤية عنوانك على الشبكة، لا ما تكتبه.
now-tor = أنت متصل عبر Tor. لا يستطيع الخادم رؤية عنوانك على الشبكة ولا ما تكتبه.
now-proxy = أنت متصل عبر وكيل. يستطيع الخادم رؤية عنوان الوكيل على الشبكة، لا ما تكتبه.
now-no_proxy = لا يستجيب Tor أو الوكيل لديك. لا يُرسل شيء بطريق آخر، ويبقى كل ما تكتبه على هذا الجهاز.
now-no_tor = Tor غير متصل. لا يُرسل شيء بطريق آخر، ويبقى كل ما تكتبه على هذا الجهاز.
now-connecting = يبحث Sotto عن الخادم.
now-offline = أنت غير متصل. يبقى كل ما تكتبه على هذا الجهاز.
now-log = تم التحقق من سجل الخادم: { $at }. لم يُغيَّر شيء مما رآه هذا الجهاز من قبل ولم يُحذف.
now-log-failed = لا يطابق سجل الخادم ما رآه هذا الجهاز من قبل. أوقف Sotto الإرسال. مسوداتك آمنة هنا.
now-locked = { $minutes ->
    [zero] المسودات والقضايا مشفّرة على هذا الجهاز. يقفل Sotto نفسه بعد { $minutes } دقيقة من عدم الاستخدام.
    [one] المسودات والقضايا مشفّرة على هذا الجهاز. يقفل Sotto نفسه بعد دقيقة واحدة من عدم الاستخدام.
    [two] المسودات والقضايا مشفّرة على هذا الجهاز. يقفل Sotto نفسه بعد دقيقتين من عدم الاستخدام.
    [few] المسودات والقضايا مشفّرة على هذا الجهاز. يقفل Sotto نفسه بعد { $minutes } دقائق من عدم الاستخدام.
    [many] المسودات والقضايا مشفّرة على هذا الجهاز. يقفل Sotto نفسه بعد { $minutes } دقيقة من عدم الاستخدام.
   *[other] المسودات والقضايا مشفّرة على هذا الجهاز. يقفل Sotto نفسه بعد { $minutes } دقيقة من عدم الاستخدام.
}

## Writing a report

office-crumb = كتابة بلاغ
office-title = إلى من توجّه بلاغك؟
office-lead = اختر مكتبًا. يمكنك الكتابة الآن والإرسال لاحقًا.
office-lead-none = ينشر كل مكتب بطاقة. تحمل البطاقة مفتاح المكتب نفسه، وكيفية الوصول إلى الخادم.
office-not-compared = لم تُقارَن بعد
office-add = الرابط الموجود على بطاقة المكتب
office-add-another = إضافة مكتب آخر بالرابط الموجود على بطاقته
office-add-hint = تجده على موقع المكتب أو على لوحة إعلاناته. إضافته لا ترسل شيئًا.
office-add-button = إضافة
office-file = فتح ملف البطاقة أو صورة لها…
step-what = ما حدث
step-when = متى وأين
step-people = الأشخاص ذوو الصلة
step-evidence = الأدلة
step-review = المراجعة والإرسال
step-here = أنت هنا
step-saved = تم الحفظ
ask-what = ماذا حدث؟
ask-what-lead = اروِه بالترتيب الذي تتذكره. قل ما رأيته بنفسك وما سمعته من غيرك. لا تحتاج إلى دليل لتبلّغ عن أمر يثير قلقك.
ask-when = متى وأين كان ذلك؟
ask-when-lead = اذكر الأيام والأوقات والأماكن بقدر ما تعرفها. لا بأس بكلمات مثل «تقريبًا» و«أظن». يمكنك ترك هذا فارغًا.
ask-people = من كانت له صلة بالأمر؟
ask-people-lead = أسماء أو أدوار من فعلوا ذلك، أو علموا به، أو تضرروا منه. لا يلزم أن تذكر اسمك. يمكنك ترك هذا فارغًا.
draft-title = عنوان قصير
draft-title-example = مثل «عقود استبدال الصمامات»
draft-to = مسودة بلاغ إلى
draft-steps = خطوات هذا البلاغ
draft-encrypted = مشفّرة على هذا الجهاز
draft-saving = جارٍ الحفظ…
draft-saved = حُفظت { $day }، { $time }.
draft-come-back = يمكنك إغلاق Sotto والعودة لاحقًا؛ لم يُرسل شيء.
draft-continue-key = للمتابعة { $keys }
draft-review = مراجعة
draft-words = { $count ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
evidence-title = هل لديك ما يُظهر ذلك؟
evidence-lead = قد تحمل الملفات تفاصيل مخفية عنك. يبحث Sotto عنها ويرسل نسخة منظَّفة. يبقى ملفك الأصلي في مكانه دون تغيير.
evidence-list = الملفات المرفقة
evidence-drop = أفلت الملفات هنا، أو اخترها
evidence-kinds = صور ومستندات وصوت وفيديو
evidence-used = { $size } حتى الآن
evidence-choose = اختيار ملفات…
evidence-adding = جارٍ الإضافة…
evidence-adding-now = جارٍ إضافة { $name }
evidence-let-go = أفلت للإضافة
evidence-count = { $count ->
    [0] لا ملفات
    [one] أُضيف ملف واحد
    [two] أُضيف ملفان
    [few] أُضيفت { $count } ملفات
    [many] أُضيف { $count } ملفًا
   *[other] أُضيف { $count } ملف
}
refused-title = لم يُضَف «{ $name }»
refused-more = { $count ->
    [zero] لا توجد ملفات أخرى لم تُضَف
    [one] لم يُضَف ملف واحد آخر
    [two] لم يُضَف ملفان آخران
    [few] لم تُضَف { $count } ملفات أخرى
    [many] لم يُضَف { $count } ملفًا آخر
   *[other] لم يُضَف { $count } ملف آخر
}
file-not-checked = لم يُفحص بحثًا عن تفاصيل مخفية
file-remove = إزالة { $name }
finding-place = مكان التقاطه
finding-time = وقت إنشائه أو تعديله
finding-device = الكاميرا أو الجهاز
finding-serial_number = رقم جهاز
finding-author = أسماء أشخاص
finding-software = البرنامج الذي أنشأه
finding-description = عناوين وأوصاف
finding-thumbnail = صورة مصغرة سابقة
finding-tracked_changes = تغييرات متعقبة
finding-comments = تعليقات
finding-hidden_sheet = ورقة مخفية
finding-hidden_slide = شريحة مخفية
finding-hidden_text = نص أو صفوف أو طبقات مخفية
finding-speaker_notes = ملاحظات المتحدث
finding-revision_ids = أرقام جلسات تحرير
finding-macros = وحدات ماكرو
finding-embedded_file = ملف بداخله
finding-earlier_version = نسخة سابقة
finding-printer = اسم طابعة
finding-path = موضعه على قرص
finding-trailing_data = بيانات بعد نهايته
finding-hidden_characters = أحرف لا يراها أحد
finding-signature = توقيع رقمي
finding-external_link = عنوان يطلبه عند فتحه
finding-colour_profile = ملف تعريف ألوان
finding-metadata = تفاصيل أخرى
finding-printer_dots = ربما نقاط صفراء من طابعة
finding-unchecked_part = جزء لم يُفحص
file-cleaned-of = نظَّفه مرسله. بصمة SHA-256 للأصل:
look-state-cleaned = نسخة منظَّفة
look-state-look = ألقِ نظرة
look-state-original = الأصل
look-state-clean = لم يُعثر على شيء مخفي
look-found = مخفي فيه: { $what }
look-cleaned = النسخة المنظَّفة التي ستُرسل لا تحوي شيئًا من ذلك.
look-remains = ما زال فيه: { $what }
look-remains-text = لا يمكن إزالة هذا دون تغيير ما يُرى. ألقِ نظرة على الملف قبل إرساله.
look-removed = أُزيل من النسخة التي ستُرسل: { $what }.
look-original = يُرسل كما هو، ومعه: { $what }
look-original-text = اخترت إرسال الأصل.
look-more = { $count ->
    [zero] لا شيء غير ذلك
    [one] تفصيل آخر
    [two] تفصيلان آخران
    [few] { $count } تفاصيل أخرى
    [many] { $count } تفصيلًا آخر
   *[other] { $count } تفصيل آخر
}
look-compare = قارن
look-compare-of = قارن نسختي { $name }
look-why-unknown_kind = لا يعرف Sotto هذا النوع من الملفات
look-why-damaged = الملف تالف أو ينتهي قبل أوانه
look-why-encrypted = كلمة مرور تقفل الملف
look-why-too_much = الملف أكبر من أن يُفحص
look-why-unsafe = تعذر فحص الملف بأمان
look-why-no_worker = لا يمكن فحص الملفات على هذا النظام
look-why-text = قد يحمل تفاصيل عنك. يُرسل كما هو.
look-needed = { $count ->
    [zero] لا ملفات تحتاج إلى نظرة
    [one] ملف واحد يحتاج إلى نظرة قبل الإرسال
    [two] ملفان يحتاجان إلى نظرة قبل الإرسال
    [few] { $count } ملفات تحتاج إلى نظرة قبل الإرسال
    [many] { $count } ملفًا يحتاج إلى نظرة قبل الإرسال
   *[other] { $count } ملف يحتاج إلى نظرة قبل الإرسال
}
copies-title = الأصل والنسخة المنظَّفة
copies-detail = التفصيل المخفي
copies-original = الأصل
copies-cleaned = النسخة المنظَّفة
copies-in = موجود
copies-removed = أُزيل
copies-still = ما زال موجودًا
copies-size = الحجم
copies-hash = SHA-256
copies-same = الصور والصوت والصفحات واحدة في النسختين.
copies-hash-text = يتلقى القراء بصمة SHA-256 للأصل مع النسخة المنظَّفة، لتتمكن لاحقًا من إثبات أي ملف كان.
copies-which = أيهما يُرسل؟
copies-send-cleaned = النسخة المنظَّفة
copies-send-cleaned-hint = دون ما أُزيل.
copies-send-original = الأصل
copies-send-original-hint = مع كل ما في القائمة أعلاه. يراه القراء، وكل من ينقلونه إليه.
copies-done = تم

## The last look

review-title = المراجعة والإرسال
review-lead = ألقِ نظرة أخيرة. بعد الإرسال يمكنك أن تضيف إلى بلاغك، لكن لا يمكنك سحبه.
review-readers = من سيتمكن من قراءته
review-nobody-else = لا يستطيع أحد غيرهم في { $office }، ولا أحد في Sotto، أن يفتحه. لا يقرأ القراء الجدد إلا ما يُكتب منذ انضمامهم، وسترى أنهم انضموا. ويستطيع القارئ أن يخبر غيره بما قرأ.
review-readers-unknown = لم يخبر المكتب هذا الجهاز بعد
review-readers-unknown-text = وصلت بطاقته في صورة رابط لا متسع فيه للأسماء. يستطيع Sotto أن يسأل خادم المكتب الآن؛ وهذا يُظهر للخادم عنوانك على الشبكة. وفي كل الأحوال لا يُدخل Sotto إلا من يعتمدهم مفتاح المكتب نفسه.
review-readers-fetch = السؤال عمّن يستطيع قراءته
review-compare = مقارنة الكلمات المفتاحية
review-empty = قل ما حدث قبل أن ترسل.
review-send = ختم وإرسال
reader-certified = معتمد من المكتب
reader-not-certified = غير معتمد
server-title = الخادم بينك وبين المكتب
server-learns = ما يعلمه الخادم
server-never = ما لا يعلمه أبدًا
fact-arrival = أن بلاغًا مختومًا وصل، ومتى
fact-rounded_size = حجمه التقريبي، مقرّبًا إلى الأعلى
fact-file_sizes = عدد ملفاته، والحجم التقريبي لكل منها
fact-organisation = لأي مكتب وأي قناة هو
fact-network_address = عنوانك على الشبكة
fact-proxy_address = عنوان الوكيل الذي تستخدمه على الشبكة
fact-readers_and_status = من يستطيع قراءته، ولاحقًا حالته
fact-words = ما كتبته
fact-files = ما في ملفاتك، وأسماؤها
fact-names = اسمك، أو الاسم الذي تُعرف به
name-title = الاسم الذي سيعرفونك به
name-random = أُنشئ عشوائيًا، لهذه القضية فقط
name-own-note = اسم من اختيارك. لا يستخدمه Sotto إلا لهذه القضية
name-another = اسم آخر
name-use = استخدام هذا الاسم
name-own = اختيار اسمي بنفسي
name-avoid = تجنّب اسمًا تستخدمه في مكان آخر
summary-title = بلاغك
summary-files = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
summary-files-size = ملفات بحجم { $size }
summary-nothing = لا شيء بعد
summary-change = تعديل
summary-change-of = تعديل: { $name }
summary-identity = هويتك
summary-identity-no = غير مطلوبة
key-words = ست كلمات مفتاحية
compare-title = الكلمات المفتاحية: { $office }
compare-how = اطلب من المكتب كلماته الست بوسيلة أخرى: ملصق، أو مكالمة هاتفية، أو شخص تعرفه. قارنها بهذه.
compare-why = تطابق الكلمات يعني أن هذه البطاقة هي بطاقة المكتب نفسه. وإلى ذلك الحين يقول Sotto «لم تُقارَن بعد».
compare-done = قارنتَ هذه الكلمات.
compare-later = ليس الآن
compare-same = الكلمات متطابقة

## On its way

sending-crumb = في الطريق
sending-title = جارٍ إرسال بلاغك
sending-as = باسم { $name }، { $count ->
    [zero] من دون أي قارئ معتمد
    [one] إلى قارئ معتمد واحد
    [two] إلى قارئين معتمدين
    [few] إلى { $count } قراء معتمدين
    [many] إلى { $count } قارئًا معتمدًا
   *[other] إلى { $count } قارئ معتمد
}
sending-as-name = باسم { $name }
sending-saved = مقفل على هذا الجهاز
sending-moving = جارٍ الإرسال إلى خادم المكتب
sending-waiting = بانتظار الشبكة
sending-paused = بانتظارك
sending-amount = { $sent } من { $total }
sending-kept = وصل { $sent } من { $total } وهو محفوظ
sending-now = المحاولة الآن
sending-receipt = التحقق من الإيصال بمقارنته بالسجل
sending-note = إذا انقطع الاتصال، ينتظر Sotto ويرسله عند عودة الشبكة، مرة واحدة. يمكنك قفل Sotto؛ يبقى بلاغك آمنًا على هذا الجهاز.
sending-note-files = إذا انقطع الاتصال، ينتظر Sotto ويتابع من الموضع نفسه. يمكنك قفل Sotto؛ يبقى بلاغك آمنًا على هذا الجهاز.
sending-background = المتابعة في الخلفية
sending-hold = إيقاف مؤقت
sending-continue = أرسله بعد كل شيء
sending-keep = الاحتفاظ به كمسودة
sending-title-timed = بلاغك جاهز للمغادرة
sending-timed = يغادر تلقائيًا · { $at }
sending-at-once = إرسال الآن
sending-note-timed = يغادر تلقائيًا في هذا الوقت إذا كان Sotto غير مقفل حينها. ما دام Sotto مقفلًا، حتى إن أُقفل تلقائيًا، لا يُرسل شيء؛ فيغادر عندما تفتح القفل في المرة القادمة. «إرسال الآن» لا ينتظر.
leaves-title = متى يغادر
leaves-wait = في وقت عشوائي خلال ست ساعات
leaves-wait-why = لكي لا يُظهر وقت الوصول متى كنت تعمل عليه. يجب أن يكون Sotto مفتوحًا وغير مقفل.
leaves-soon = فور توفر الاتصال
readers-look = الاطلاع على القراء
readers-now = من سيتمكن من قراءته الآن
readers-wait = ليس بعد
readers-accept = الإرسال إلى هؤلاء القراء
arrived-title = وصل بلاغك
arrived-office = البلاغ لدى { $office }، مختومًا. من الآن فصاعدًا يعرفونك باسم { $name }.
arrived = البلاغ لدى المكتب، مختومًا. من الآن فصاعدًا يعرفونك باسم { $name }.
arrived-by = بحلول { $day }
arrived-acknowledge = يؤكد المكتب أن شخصًا قرأه.
arrived-feedback = يخبرك المكتب بما فعله، ولماذا.
arrived-any-time = في أي وقت
arrived-answer = يمكنك الرد على أسئلة المكتب أو الإضافة إلى بلاغك.
arrived-entry = الإيصال موجود في سجل الخادم، وتم التحقق منه على هذا الجهاز
arrived-open = فتح القضية
arrived-lock = قفل Sotto

## A practice report

practice-try = جرّبه ببلاغ تدريبي
practice-crumb = بلاغ تدريبي
practice-bar-title = هذا تدريب.
practice-bar = لا يُحفظ شيء مما تكتبه هنا ولا يُرسل.
practice-end = إنهاء التدريب
practice-forgotten = يُنسى ما تكتبه عندما تغادر هذه الصفحات.
practice-idle = لم يستخدمه أحد منذ مدة. لا يُحفظ البلاغ التدريبي. الضغط على أي مفتاح يبقيه مفتوحًا.
practice-office = مكتب التدريب
practice-reader-1 = سلمى مثال
practice-reader-1-title = رئيسة قسم النزاهة
practice-reader-2 = سامي نموذج
practice-reader-2-title = معالج قضايا
practice-made-up = شخص مختلق
practice-key-words = كلمات مختلقة لهذا التدريب فقط هنا
practice-evidence = لا يأخذ التدريب أي ملفات
practice-evidence-text = في البلاغ الحقيقي تختار الملفات هنا، أو تفلتها على النافذة.
practice-sending = عند هذه النقطة كان سيُرسل
practice-sending-text = في البلاغ الحقيقي يقوم Sotto بهذه الخطوات من تلقاء نفسه. وفي التدريب لا يقوم بأي منها.
practice-done = كان هذا تدريبًا
practice-done-lead = لم يُرسل شيء. وما كتبته قد نُسي.
practice-real = ما يحدث للبلاغ الحقيقي
practice-seal = أولًا
practice-seal-text = يختمه Sotto على هذا الجهاز، للقراء الذين وافقت عليهم.
practice-send = عند توفر الاتصال
practice-send-text = يرسله Sotto، ويتحقق من إيصاله بمقارنته بالسجل لدى الخادم.
practice-known = كانوا سيعرفونك باسم { $name }.
practice-back = العودة إلى البداية

## A case

case-crumb = القضية
case-about = { $title }، إلى { $office }
case-details = التفاصيل
case-go-on = المتابعة هنا
case-about-this = عن هذه القضية
case-conversation = المحادثة
you = أنت
reporter = المُبلِّغ
send = إرسال
log-verified = تم التحقق من السجل في { $at }
log-failed = فشل التحقق من السجل
log-not-yet = لم يتم التحقق من السجل بعد
track-label = سير قضيتك
track-received = الوصول
track-acknowledged = تأكيد الاستلام
track-feedback = الإفادة
track-feedback-later = خلال 3 أشهر بعد ذلك
track-closed = الإغلاق
track-after = بعد الإفادة
track-due = الموعد الأقصى { $day }، { $days ->
    [0] اليوم
    [one] بقي يوم واحد
    [two] بقي يومان
    [few] بقيت { $days } أيام
    [many] بقي { $days } يومًا
   *[other] بقي { $days } يوم
}
track-late = كان الموعد الأقصى { $day }. يمكنك أن تسأل المكتب، أو أن تتوجه إلى سلطة مختصة.
message-queued = ستُرسل عند توفر الاتصال.
message-call-back = استرجاعها
message-timed = تغادر تلقائيًا · { $at }
message-sending = جارٍ إرسال الملفات، { $sent } من { $total }
message-sending-label = جارٍ إرسال الملفات
message-files = الملفات المرفقة بهذه الرسالة
file-save = حفظ { $name }، { $size }…
file-saving = جارٍ حفظ { $name }
file-saved = حُفظ باسم { $name }
event-joined = انضم { $name } { $day }. يقرأ ما يُكتب منذ ذلك الحين.
event-left = غادر { $name } { $day }. لا يقرأ شيئًا مما يُكتب منذ ذلك الحين.
event-status = غيّر { $name } الحالة { $day }: { $status }
event-resumed = تستمر القضية من هنا في غرفة جديدة، لأن خزنة استُعيدت، أو أُعيدت نسخة أقدم من إحدى الخزنات إلى مكانها.
event-handed-over = سلَّم { $name } المحادثة السابقة { $day }. وكل ما جاء معها يحمل هذا الاسم.
event-missing = ما قيل من قبل ليس على هذا الجهاز. يستطيع المكتب أن يسلِّمه إليك: اطلبه هنا.
handed-over-by = سلَّمها { $name }
hand-over = تسليم المحادثة السابقة…
hand-over-title = تسليم المحادثة السابقة
hand-over-lead = ما قيل حتى الآن في قضية { $name }، لمن ليس عنده.
hand-over-what =
    { $files ->
        [0] ما يُسلَّم: { $messages ->
            [one] رسالة واحدة
            [two] رسالتان
            [few] { $messages } رسائل
           *[other] { $messages } رسالة
        }، كما هي على هذا الجهاز.
       *[other] ما يُسلَّم: { $messages ->
            [one] رسالة واحدة
            [two] رسالتان
            [few] { $messages } رسائل
           *[other] { $messages } رسالة
        } و{ $files ->
            [one] ملف واحد
            [two] ملفان
            [few] { $files } ملفات
           *[other] { $files } ملفًا
        }، كما هي على هذا الجهاز.
    }
hand-over-who = كل من يستطيع قراءة هذه القضية يحصل عليها: المُبلِّغ و{ $names }.
hand-over-who-alone = كل من يستطيع قراءة هذه القضية يحصل عليها: المُبلِّغ، ولا أحد غيره الآن.
hand-over-not = ما لا يُسلَّم: هوية المُبلِّغ، ووسومك.
hand-over-sure = من عاد بكلمات المُبلِّغ الاثنتي عشرة هو المُبلِّغ عند Sotto. إن شككت فاسأله أولًا عن شيء لا يعرفه غيره.
hand-over-final = لا يمكنك التراجع عن ذلك. واسمك يبقى عند كل ما يحصل عليه أحد بهذه الطريقة.
hand-over-now = تسليم
event-newer = يحتاج هذا الجزء إلى إصدار أحدث من Sotto.
event-gap = جزء من المحادثة مفقود هنا.
composer-reply = كتابة رد
composer-to = الرد على { $name }
composer-files = إضافة ملفات
composer-list = الملفات المرسلة مع الرد
composer-offline = سيُرسل عند توفر الاتصال
composer-reporter-sees = سيرى المُبلِّغ هذا
composer-readers = { $count ->
    [zero] غير مختوم لأي قارئ
    [one] مختوم لقارئ واحد
    [two] مختوم لقارئين
    [few] مختوم لـ { $count } قراء
    [many] مختوم لـ { $count } قارئًا
   *[other] مختوم لـ { $count } قارئ
}
readers-title = من يستطيع قراءة هذا
readers-verified = المعتمدون: { $count }
readers-more = { $count ->
    [zero] ولا قارئ آخر
    [one] وقارئ آخر
    [two] وقارئان آخران
    [few] و{ $count } قراء آخرون
    [many] و{ $count } قارئًا آخر
   *[other] و{ $count } قارئ آخر
}
readers-words = مقارنة الكلمات المفتاحية
readers-words-how = لكل جهاز ست كلمات. اطلبها من صاحبه بوسيلة أخرى، وقارنها.
reader-since = { $title }، منذ { $day }
reader-left = غادر في { $day }، ولا يستطيع قراءة الرسائل الجديدة
expect-title = ما يمكنك توقعه
expect-text = يؤكد المكتب الاستلام خلال 7 أيام ويقدم لك الإفادة خلال 3 أشهر.

## الإفصاح عن الهوية

identity-title = لم تخبرهم من أنت
identity-text = يرى القراء { $name } وما تكتبه. يمكنك أن تخبرهم من أنت في أي وقت. ولست ملزمًا بذلك أبدًا.
identity-tell = إخبارهم من أنا…
identity-not-now = ليس الآن
identity-asked-title = سألوا من أنت
identity-asked-text = السؤال في المحادثة. ولست ملزمًا بالإجابة أبدًا.
identity-asked-show = إظهار السؤال
identity-asks-you = يسأل من أنت
identity-asks-them = يسأل من هو المُبلِّغ
identity-answers = إجابتك
identity-keeping = إجابتك «ليس الآن» تنتظر الإرسال.
identity-waiting-title = بانتظار الإرسال
identity-waiting-text = ما قلته عن نفسك مختوم على هذا الجهاز لمن اخترتهم. يُرسل عند توفر الاتصال.
identity-call-back = عدم الإرسال
identity-told-title = أخبرتهم من أنت
identity-what = ماذا
identity-who = من يحق له فتحها
identity-since = منذ
identity-log = السجل
identity-entry = القيد { $entry } متحقَّق منه
identity-not-opened = لم يفتحها أحد بعد
identity-opened-times = { $count ->
    [zero] لم تُفتح
    [one] فُتحت مرة واحدة
    [two] فُتحت مرتين
    [few] فُتحت { $count } مرات
    [many] فُتحت { $count } مرة
   *[other] فُتحت { $count } مرة
}
identity-opening-asked = طلب فتحها، وينتظر موافقة شخص ثانٍ
identity-opening-approved = وافق { $name }. لم تُفتح بعد
identity-opening-refused = لم يوافق { $name }
identity-opening-over = لم تُفتح في الوقت المحدد
identity-reason = السبب المذكور: «{ $reason }»
identity-approved-by = وافق عليها { $name }
identity-withdraw = سحب…
identity-withdrawing-title = السحب ينتظر الإرسال
identity-withdrawing-text = إلى أن يصل، يمكن فتح ما أخبرتهم به.
identity-withdrawn-title = سحبت هويتك
identity-withdrawn-text = لا يستطيع أحد فتحها بعد الآن. ومن قرأ شيئًا من قبل يبقى على علم به.
field-name = الاسم الكامل
field-contact = طريقة الوصول إليّ
field-contact-hint = هاتف أو عنوان، كما تختار
field-role = مكان عملي
field-role-hint = القسم والوظيفة
field-document = مستند
field-document-hint = بطاقة العمل، حتى { $size }
field-name-hint = كما تريد أن يعرفه من تختارهم
what-name = الاسم الكامل
what-contact = طريقة الوصول إلى المُبلِّغ
what-role = مكان عمل المُبلِّغ
what-document = مستند
said-name = الاسم الكامل
said-contact = طريقة الوصول إلى المُبلِّغ
said-role = مكان عمل المُبلِّغ
said-document = مستند
document-choose = اختيار ملف…
document-another = اختيار غيره…
document-too-large = هذا الملف أكبر من { $size }. لم يؤخذ. اختر ملفًا أصغر، مثل صورة.
disclose-title = إخبارهم من أنت
disclose-lead = للقضية { $name } فقط. تبقى قضاياك الأخرى كما هي.
disclose-what = ماذا تريد أن تشارك؟
disclose-who = من يحق له فتحها؟
disclose-others = { $count ->
    [0] جميع قراء هذه القضية
    [zero] جميع قراء هذه القضية
    [one] قارئ آخر واحد لن يراها
    [two] قارئان آخران لن يرياها
    [few] { $count } قراء آخرين لن يروها
    [many] { $count } قارئًا آخر لن يروها
   *[other] { $count } قارئ آخر لن يروها
}
disclose-nobody = لم يُختر أحد بعد
disclose-recorded = في كل مرة تُفتح فيها، <b>يُسجَّل التاريخ والشخص والسبب</b>، وتراها هنا.
disclose-second = لا يفتحها أحد وحده: <b>يجب أن يوافق شخص ثانٍ</b> في كل مرة.
disclose-withdraw = يمكنك السحب في أي وقت. وبعد ذلك لا يستطيع أحد فتحها مرة أخرى.
disclose-known = <b>من قرأ شيئًا من قبل يبقى على علم به.</b> لا يغيّر السحب ذلك.
disclose-preview = يُشارَك هذا، ولا شيء غيره
disclose-to = مع
disclose-confirm = للتأكيد، اكتب اسم هذه القضية: { $name }
disclose-confirm-hint = لا فرق بين الأحرف الكبيرة والصغيرة، ولا أثر للمسافات الزائدة.
disclose-needs-what = اختر ما تشاركه
disclose-needs-text = املأ ما اخترته
disclose-needs-who = اختر من يحق له فتحها
disclose-needs-name = جاهز عندما يتطابق الاسم
disclose-ready = جاهز
disclose-name = مشاركة اسمي
disclose-some = مشاركة هذا
withdraw-title = سحب هويتك؟
withdraw-does = <b>لا يستطيع أحد فتحها مرة أخرى</b> بعد وصول السحب. ويتلف الخادم نسخته.
withdraw-known = <b>من قرأ شيئًا من قبل يبقى على علم به.</b>
withdraw-log = يحتفظ السجل بأنك أخبرتهم، وبكل مرة فُتحت فيها، وبأنك سحبت. ولم يكن فيه قط ما قلته.
withdraw-opened = { $count ->
    [0] لم يفتحها أحد حتى الآن.
    [zero] لم يفتحها أحد حتى الآن.
    [one] فُتحت مرة واحدة حتى الآن.
    [two] فُتحت مرتين حتى الآن.
    [few] فُتحت { $count } مرات حتى الآن.
    [many] فُتحت { $count } مرة حتى الآن.
   *[other] فُتحت { $count } مرة حتى الآن.
}
withdraw-again = يمكنك أن تخبرهم مرة أخرى لاحقًا.
withdraw-not = إبقاؤها كما هي
withdraw-now = سحب الهوية
event-disclosed = أخبرت { $names } من أنت، { $day }.
event-disclosed-them = أخبر المُبلِّغ { $names } بهويته، { $day }.
event-kept = أجبت «ليس الآن»، { $day }.
event-kept-them = أجاب المُبلِّغ «ليس الآن»، { $day }.
event-opening-asked = طلب { $name } فتح الهوية، { $day }: «{ $reason }»
event-opening-approved = وافق { $name } على الفتح، { $day }.
event-opening-refused = لم يوافق { $name } على الفتح، { $day }.
event-opened = فتح { $name } ما قلته عن نفسك، { $day }: «{ $reason }»
event-opened-them = فتح { $name } الهوية، { $day }: «{ $reason }»
event-withdrawn = سحبت هويتك، { $day }. لا يستطيع أحد فتحها بعد الآن.
event-withdrawn-them = سحب المُبلِّغ هويته، { $day }. لا يستطيع أحد فتحها بعد الآن.

## فتح هوية

desk-identity-unknown = الهوية غير معروفة
desk-identity-unknown-text = لم يقل المُبلِّغ من هو. وليس ملزمًا بذلك أبدًا.
desk-identity-ask = سؤاله من هو…
desk-identity-asking = سؤالك ينتظر الإرسال.
desk-identity-asked = سُئل المُبلِّغ من هو
desk-identity-asked-text = { $day }، { $time }: سأل { $name }. لا إجابة بعد.
desk-identity-mine = أُفصح لك عن الهوية
desk-identity-others = أُفصح عن الهوية
desk-identity-others-text = لـ { $names }، وليس لك.
desk-identity-shared = { $day }، { $time }: { $fields }.
desk-identity-each = كل فتح يُسجَّل ويُعرض على المُبلِّغ.
desk-identity-each-second = كل فتح يُسجَّل، ويُعرض على المُبلِّغ، ويحتاج إلى شخص ثانٍ.
desk-identity-pending = طلبت فتحها. يجب أن يوافق شخص ثانٍ: { $names }.
desk-identity-agreed = وافق { $name }. يمكنك فتحها خلال يوم من ذلك.
desk-identity-refused = لم يوافق { $name }. يمكنك أن تطلب مرة أخرى.
desk-identity-withdrawn = سُحبت الهوية
desk-identity-withdrawn-text = { $day }، { $time }. لا يستطيع أحد فتحها بعد الآن.
desk-identity-open = فتح الهوية…
decide-title = يطلب { $name } فتح الهوية
decide-text = إن وافقت، يذهب نصفك من المفتاح إلى { $name }. أنت لا ترى الهوية.
decide-agree = أوافق
decide-refuse = لا أوافق
ask-identity-title = سؤاله من هو؟
ask-identity-lead = القرار لـ { $name }، ويمكن أن يكون الجواب «ليس الآن».
ask-identity-words = كيف تفيد معرفة ذلك؟
ask-identity-hint = سيقرأ المُبلِّغ هذه الكلمات. لا يمكنك السؤال مرة أخرى قبل أن يجيب.
ask-identity-logged = يحتفظ السجل بأنك سألت، لا بما كتبته.
ask-identity-now = سؤال
open-title = فتح هوية هذا الشخص؟
open-lead = شارك { $name } معك: { $fields }.
open-recorded = <b>يُسجَّل هذا على الدوام:</b> اسمك والوقت والسبب أدناه. لا يستطيع أحد إزالته دون أن يُلاحظ.
open-seen = يرى المُبلِّغ أنك فتحتها، ولماذا. وكذلك قراء هذه القضية الآخرون.
open-second = يجب أن يوافق شخص ثانٍ أولًا. من يستطيع: { $names }.
open-agreed = وافق { $name }، لمرة واحدة.
open-reason = لماذا تحتاج إلى المعرفة؟
open-reason-hint = سيقرأ المُبلِّغ هذه الجملة. لا تكتب هنا ما لا ينبغي أن يراه.
open-now = فتح الهوية
open-ask = طلب الموافقة
opened-title = ما قاله { $name } عن نفسه
opened-lead = يُعرض هنا فقط، لدقيقتين على الأكثر. لا يحتفظ Sotto بنسخة على هذا الجهاز.
opened-again = فتحها مرة أخرى قيد آخر، بسبب آخر.
opened-document = { $name }، { $size }
opened-document-how = لا تعرض النافذة المستندات. لحفظ هذا المستند، افتح الهوية باستخدام sottoctl؛ ويُسجَّل ذلك أيضًا.
opened-hide = إخفاؤها الآن
opened-hidden = أُخفيت مرة أخرى
opened-hidden-text = انقضت دقيقتان.

## The handler’s desk

desk-nav = قوائم القضايا
desk-cases = القضايا
desk-office = المكتب
desk-conversation = المحادثة مع { $name }
desk-choose = اختر قضية من القائمة.
desk-waiting = هذا الجهاز بانتظار شهادة اعتماده
desk-waiting-text = اقرأ هذه الكلمات الست على مالك المكتب، هاتفيًا أو وجهًا لوجه: { $words }. تظهر القضايا هنا بعد ذلك.
desk-this-device = هذا الجهاز
desk-synced = { $way }، آخر مزامنة { $time }
desk-by-deadline = حسب الموعد الأقصى
desk-search = البحث في القضايا
desk-no-match = لا قضية مطابقة.
desk-nothing = لا شيء بانتظارك.
queue-new = جديدة
queue-mine = قضاياي
queue-due = موعدها قريب
queue-waiting = بانتظار المُبلِّغ
queue-closed = مغلقة
handler-status-new = جديدة
handler-status-acknowledged = تم تأكيد الاستلام
handler-status-in_review = قيد المراجعة
handler-status-feedback = قُدّمت الإفادة
handler-status-closed = مغلقة
due-nothing = لا شيء مستحق
due-acknowledge = { $days ->
    [0] تأكيد الاستلام اليوم
    [one] تأكيد الاستلام خلال يوم واحد
    [two] تأكيد الاستلام خلال يومين
    [few] تأكيد الاستلام خلال { $days } أيام
    [many] تأكيد الاستلام خلال { $days } يومًا
   *[other] تأكيد الاستلام خلال { $days } يوم
}
due-acknowledge-late = { $days ->
    [zero] تأكيد الاستلام، بلا تأخر
    [one] تأكيد الاستلام، متأخر يومًا واحدًا
    [two] تأكيد الاستلام، متأخر يومين
    [few] تأكيد الاستلام، متأخر { $days } أيام
    [many] تأكيد الاستلام، متأخر { $days } يومًا
   *[other] تأكيد الاستلام، متأخر { $days } يوم
}
due-feedback = { $days ->
    [0] الإفادة اليوم
    [one] الإفادة خلال يوم واحد
    [two] الإفادة خلال يومين
    [few] الإفادة خلال { $days } أيام
    [many] الإفادة خلال { $days } يومًا
   *[other] الإفادة خلال { $days } يوم
}
due-feedback-late = { $days ->
    [zero] الإفادة، بلا تأخر
    [one] الإفادة، متأخرة يومًا واحدًا
    [two] الإفادة، متأخرة يومين
    [few] الإفادة، متأخرة { $days } أيام
    [many] الإفادة، متأخرة { $days } يومًا
   *[other] الإفادة، متأخرة { $days } يوم
}
you-wrote = كتبتَ: { $text }
case-replying = مسودة رد
preview-files = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
step-acknowledge = تأكيد الاستلام
step-feedback = تسجيل تقديم الإفادة
details-status = الحالة
details-set-status = الحالة: { $status }. تغييرها
details-acknowledge-due = تأكيد الاستلام بحلول
details-feedback-due = موعد الإفادة
details-readers = القراء
details-add = إضافة
details-nobody = لا يوجد معتمد غيرهم.
details-looking = جارٍ البحث…
details-left = غادر في { $day }
details-since = منذ { $day }
details-remove = إزالة { $name } من هذه القضية
details-labels = الوسوم
labels-here = تبقى الوسوم على هذا الجهاز.
label-add = إضافة وسم
label-type = ابحث عن وسم أو اكتبه
label-new = إضافة «{ $label }»
label-none = اكتب لإنشاء وسم.
label-remove = إزالة الوسم { $label }
details-files = الملفات
keys-title = مفاتيح الاختصار
keys-move = تنقل
keys-reply = رد
keys-all = الكل
keys-next = القضية التالية
keys-previous = القضية السابقة
keys-reply-long = الرد
keys-search = البحث
keys-close = الإغلاق أو الإلغاء
keys-everywhere = في كل مكان
keys-desk = القضايا
keys-queues = قوائم القضايا
keys-letters-off = الحروف والعلامات المفردة معطلة في الإعدادات.
keys-list = كل مفاتيح الاختصار
keys-proceed = الإرسال أو المتابعة
keys-region-next = الجزء التالي من الصفحة
keys-region-previous = الجزء السابق من الصفحة
keys-open = فتح القضية
keys-back = العودة إلى القائمة
keys-assign = إضافة قارئ…
keys-label = وسم القضية…
keys-status = تغيير الحالة…
key-control = Ctrl
key-shift = Shift
key-enter = Enter
key-escape = Esc

## The audit log

audit-title = سجل التدقيق
audit-lead = تُضاف القيود، ولا تُغيَّر ولا تُحذف أبدًا. يتحقق هذا الجهاز من ذلك بنفسه.
audit-save = حفظ ملف الإثبات…
audit-save-first = افتح قيدًا أولًا. ما يُحفظ هو إثبات ذلك القيد.
audit-save-closed = لا ملف إثبات لقيد لا يحق لك أن تقرأه.
audit-saved = حُفظ باسم { $name }
audit-saved-how = من لديه هذا الملف وبطاقة المكتب، رابطًا أو ملفًا، يستطيع التحقق من القيد من دون هذا الخادم:
audit-saved-holds = في الملف القيد كما هو في السجل: ماذا حدث ومتى، بمعرّفات بدل الأسماء.
audit-again = التحقق من جديد
audit-checking = جارٍ التحقق…
audit-state = حالة السجل
audit-verified = تم التحقق على هذا الجهاز
audit-not-again = لم يتم التحقق من جديد
audit-checked = تم التحقق { $day }، { $time }
audit-entries = القيود
audit-entries-still = كل ما سبق ما زال في مكانه
audit-checkpoint = نقطة التحقق
audit-made = صدرت { $day }، { $time }
audit-signature = توقيع الخادم
audit-signature-valid = صحيح
audit-key-since = المفتاح معروف منذ { $day }
audit-key-changed = بالمفتاح الذي في أحدث بطاقة للمكتب
audit-witnesses = الشهود
audit-agree = { $count } من { $all } متفقون
audit-too-few = { $count } من { $all } متفقون: أقل من المطلوب
audit-none = لم يُسمَّ أحد
audit-none-text = لم يسمّ المكتب أحدًا يراقب السجل.
audit-witnessed = رأوا السجل نفسه، وعدد قيوده { $size }
audit-few-text = المطلوب أن يتفق { $threshold }. لا يتوقف شيء.
audit-filters = التصفية
audit-search = البحث في القيود
audit-parts = أجزاء السجل
audit-part-everything = الكل
audit-part-identity = الهوية
audit-part-cases = القضايا
audit-part-team = الفريق والأدوار
audit-part-keys = المفاتيح
audit-who = من
audit-anyone = الجميع
audit-when = متى
audit-period-today = اليوم
audit-period-week = هذا الأسبوع
audit-period-month = هذا الشهر
audit-period-any = في أي وقت
audit-list = قيود السجل
audit-entry = القيد
audit-entry-of = القيد { $entry }
audit-what = ماذا حدث
audit-earlier = إظهار قيود أقدم
audit-reading = اطُّلع على { $read } من أصل { $size } من القيود
audit-stop = إيقاف
audit-found = { $count ->
    [0] لا قيد مطابق.
    [zero] لا قيد مطابق.
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
audit-none-yet = لا قيد مطابق بين أحدث { $read } من القيود.
audit-begins = هنا يبدأ السجل.
audit-closed = قضية لا تستطيع قراءتها
audit-closed-holds = من فعل ماذا ومتى، في قضية لا تقرؤها، أو كيف سجّل شخص آخر دخوله. ترى أن هناك قيدًا، حتى لا يُترك أي قيد.
audit-newer = يحتاج هذا القيد إلى إصدار أحدث من Sotto.
audit-newer-holds = شيء لا كلمات له في هذا الإصدار من Sotto. أما القيد نفسه فقد تم التحقق منه.
audit-proven = ثبت أنه في السجل، وتم التحقق منه على هذا الجهاز
audit-recorded = ما هو مسجَّل
audit-case = القضية
audit-reason = السبب
audit-reason-said = «{ $reason }»
audit-reason-gone = كلماته ليست هنا. في السجل تجزئة لها.
audit-day = يخزّن السجل يوم ما يفعله المُبلِّغ. ومن كان متصلًا يستطيع مع ذلك أن يلاحظ الدقيقة.
audit-hash = تجزئة القيد
audit-proof = الإثبات
audit-proof-of = { $count ->
    [0] هذا هو القيد الوحيد في نقطة التحقق
    [zero] هذا هو القيد الوحيد في نقطة التحقق
    [one] تجزئة واحدة تقود من هذا القيد إلى نقطة التحقق، وعدد قيودها { $size }
    [two] تجزئتان تقودان من هذا القيد إلى نقطة التحقق، وعدد قيودها { $size }
    [few] { $count } تجزئات تقود من هذا القيد إلى نقطة التحقق، وعدد قيودها { $size }
    [many] { $count } تجزئة تقود من هذا القيد إلى نقطة التحقق، وعدد قيودها { $size }
   *[other] { $count } تجزئة تقود من هذا القيد إلى نقطة التحقق، وعدد قيودها { $size }
}
audit-result = النتيجة
audit-equal = الجذر المحسوب يساوي الجذر الموقَّع
audit-copy = نسخ الإثبات
audit-show = { $count ->
    [one] إظهار التجزئة
    [two] إظهار التجزئتين
    [few] إظهار التجزئات الـ { $count }
   *[other] إظهار كل التجزئات ({ $count })
}
audit-hide = إخفاء التجزئات
audit-path = { $count ->
    [0] القيد { $entry } هو الوحيد في نقطة التحقق الموقَّعة
    [zero] القيد { $entry } هو الوحيد في نقطة التحقق الموقَّعة
    [one] الطريق من القيد { $entry } عبر تجزئة واحدة إلى نقطة التحقق الموقَّعة
    [two] الطريق من القيد { $entry } عبر تجزئتين إلى نقطة التحقق الموقَّعة
    [few] الطريق من القيد { $entry } عبر { $count } تجزئات إلى نقطة التحقق الموقَّعة
   *[other] الطريق من القيد { $entry } عبر { $count } تجزئة إلى نقطة التحقق الموقَّعة
}
audit-path-entry = هذا القيد
audit-path-root = نقطة التحقق الموقَّعة
audit-path-hashes = { $count ->
    [one] تجزئة مجاورة واحدة
    [two] تجزئتان مجاورتان
    [few] { $count } تجزئات مجاورة
   *[other] { $count } تجزئة مجاورة
}
audit-by-reporter = المُبلِّغ
audit-by-server = الخادم
audit-by-unknown = ليس في قائمة المكتب
audit-no-case = قضية ليست هنا
audit-unnamed = { $count ->
    [one] شخص لا تسمّيه قائمة المكتب
    [two] شخصان لا تسمّيهما قائمة المكتب
    [few] { $count } أشخاص لا تسمّيهم قائمة المكتب
   *[other] { $count } شخصًا لا تسمّيهم قائمة المكتب
}

## What an entry says happened, and what of it the log records

log-did-case_opened = وصل بلاغ جديد، { $name }
log-did-case_status = حالة { $name } الآن: { $status }
log-did-case_closed = أُغلقت قضية { $name }
log-did-case_joined = أُدخل إلى قضية { $name }: { $people }
log-did-case_left = لم يعد في قضية { $name }: { $people }
log-did-case_successor = تستمر قضية { $name } في غرفة جديدة
log-did-case_history_shared = سُلِّمت رسائل سابقة من قضية { $name } إلى قارئ لاحق
log-did-case_exported = صُدِّرت قضية { $name }
log-did-case_deleted = حُذفت قضية { $name }
log-did-identity_disclosed = { $fields_known ->
    [0] أخبر { $name } بهويته: { $people }
   *[other] شارك { $name } مع { $people }: { $fields }
}
log-did-identity_asked = سُئل { $name } عن هويته
log-did-identity_requested = طُلبت الموافقة على فتح هوية { $name }
log-did-identity_approved = { $people_known ->
    [0] تمت الموافقة على الفتح لقضية { $name }
   *[other] تمت الموافقة على أن يفتح { $people } هوية { $name }
}
log-did-identity_refused = { $people_known ->
    [0] لم تتم الموافقة على الفتح لقضية { $name }
   *[other] لم تتم الموافقة على أن يفتح { $people } هوية { $name }
}
log-did-identity_opened = فُتحت هوية { $name }
log-did-identity_withdrawn = سحب { $name } هويته
log-did-identity_share_moved = انتقل جزء من مفتاح { $name } إلى جهاز آخر
log-did-organisation_created = أُعدّ المكتب
log-did-card_published = نُشرت بطاقة المكتب
log-did-roster_published = نُشرت قائمة أشخاص المكتب، الإصدار { $version }
log-did-invitation_created = دُعي شخص، دوره: { $role }
log-did-device_joined = انضم جهاز، وينتظر اعتماده
log-did-device_revoked = لم يعد أحد الأجهزة معتمدًا
log-did-role_changed = تغيّر دور أحد الأشخاص
log-did-policy_changed = تغيّرت إحدى قواعد المكتب
log-did-approval_asked = طُلبت موافقة شخص ثانٍ
log-did-approval_given = وافق شخص ثانٍ
log-did-approval_declined = رفض شخص ثانٍ
log-did-session_opened = تسجيل دخول
log-did-session_closed = تسجيل خروج
log-did-session_refused = رُفض تسجيل دخول
log-did-organisation_exported = صُدِّر شيء من المكتب
log-did-keys_rotated = استُبدل أحد مفاتيح الخادم
log-did-relay_restored = استعاد المكتب خادمه من نسخة
log-holds-case_opened = أن بلاغًا وصل، وعبر أي قناة، وأوائل قرائه. لا ما يقوله.
log-holds-case_status = الحالة الجديدة. لا سببها.
log-holds-case_closed = أنها أُغلقت. لا سبب ذلك.
log-holds-case_joined = من يقرأ القضية منذ ذلك الحين.
log-holds-case_left = من لا يقرأ ما يُكتب منذ ذلك الحين.
log-holds-case_successor = الغرفة السابقة، ومن في الجديدة.
log-holds-case_history_shared = أن رسائل سابقة سُلِّمت، ولمن. لا ما تقوله.
log-holds-case_exported = أنها صُدِّرت، ومن صدّرها. لا ما تقوله.
log-holds-case_deleted = أنها حُذفت. ولم يكن في السجل قط ما قالته.
log-holds-identity_disclosed = أن إفصاحًا حدث، ولمن، وبصمة مختومة له. لا الاسم نفسه.
log-holds-identity_asked = أن السؤال طُرح. لا كلماته.
log-holds-identity_requested = من طلب فتحها، ومتى، وتجزئة مملّحة للسبب. لا كلماته.
log-holds-identity_approved = من وافق، ومتى، وعلى أي طلب.
log-holds-identity_refused = من لم يوافق، ومتى، وعلى أي طلب.
log-holds-identity_opened = من فتحها، ومتى، وتجزئة مملّحة للسبب. لا ما قُرئ.
log-holds-identity_withdrawn = أنها سُحبت. لا ما كانت.
log-holds-identity_share_moved = الجهاز الذي لديه جزء المفتاح منذ ذلك الحين.
log-holds-organisation_created = متى أُعدّ المكتب، ومن أي جهاز.
log-holds-card_published = إصدار البطاقة، وتجزئة لها.
log-holds-roster_published = إصدار القائمة، وتجزئة لها.
log-holds-invitation_created = الدور المعروض، ونصف تجزئة الدعوة.
log-holds-device_joined = معرّف الجهاز.
log-holds-device_revoked = معرّف الجهاز.
log-holds-role_changed = الدور قبل ذلك وبعده.
log-holds-policy_changed = القاعدة، وقيمتها قبل ذلك وبعده.
log-holds-approval_asked = ما طُلب، ومن طلبه.
log-holds-approval_given = ما تمت الموافقة عليه، ومن وافق.
log-holds-approval_declined = ما لم تتم الموافقة عليه، ومن رفض.
log-holds-session_opened = من سجّل دخوله، ومتى.
log-holds-session_closed = من سجّل خروجه، ومتى.
log-holds-session_refused = أن تسجيل دخول رُفض، ومتى.
log-holds-organisation_exported = ما صُدِّر، ومن صدّره.
log-holds-keys_rotated = أي مفتاح استُبدل.
log-holds-relay_restored = نقطة التحقق في النسخة. قد ينقص ما جاء بعدها: اسأل من أرسله.

## Commands

commands-title = الأوامر
commands-search = اكتب أمرًا أو اسم قضية
commands-actions = الإجراءات
commands-none = لا أمر ولا قضية مطابقة.
command-queue = قائمة القضايا: { $queue }
command-status = ضبط الحالة: { $status }

## The office

working = جارٍ العمل…
person-name = اسمك
person-name-hint = يستطيع أن يراه الزملاء والمُبلِّغون وكل من لديه بطاقة المكتب.
person-title = مسماك الوظيفي
person-title-hint = مثل «رئيس قسم النزاهة» أو «معالج قضايا».
join-crumb = الانضمام إلى مكتب
join-title = الانضمام بدعوة
join-lead = أعطاك مالك مكتبك رابطًا. وهو صالح لمرة واحدة.
join-link = الدعوة
join-button = انضمام
join-setup = إعداد مكتب بدلًا من ذلك…
join-done = اقرأ هذه الكلمات الست على المالك
join-done-lead = هاتفيًا أو وجهًا لوجه، لا عبر هذا الخادم. وهي تمثّل مفتاح هذا الجهاز.
join-done-why = عندما يُدخلها المالك، يصبح هذا الجهاز معتمدًا وتظهر القضايا.
setup-crumb = إعداد مكتب
setup-title = إعداد مكتب
setup-lead = لدى من يشغّل الخادم رابط إعداد. وهو صالح لمرة واحدة. يصبح هذا الجهاز جهاز المالك.
setup-link = رابط الإعداد
setup-name = اسم المكتب
setup-name-hint = يراه المُبلِّغون، مثل «مكتب نورثمير للنزاهة».
setup-email = عنوان بريدك الإلكتروني
setup-email-hint = يستطيع من يشغّل الخادم أن يقرأه. لا يرسل Sotto أي بريد إلكتروني.
setup-button = إعداد
setup-done = تم إعداد المكتب
setup-done-lead = انشر رابط البطاقة. وانشر الكلمات الست بوسيلة أخرى، مثل ملصق.
setup-card = رابط البطاقة
setup-code = رمز QR لرابط البطاقة
setup-words = الكلمات المفتاحية الست للمكتب
setup-words-hint = يقارنها المُبلِّغون، ليتأكدوا أن البطاقة بطاقتك.
setup-open = فتح مساحة العمل
team-title = الفريق
team-invite = دعوة…
team-waiting = تم الانضمام، وبقي أن تقارن الكلمات المفتاحية.
team-certify = اعتماد
team-certify-open = اعتماد…
team-certified = معتمد
team-revoked = لم يعد معتمدًا
team-one-device = جهاز واحد فقط معتمد
team-one-device-text = إذا ضاع، فقد المكتب قضاياه. اعتمد جهازًا ثانيًا قبل أن تنشر البطاقة.
team-card = بطاقة المكتب
team-card-text = يحتاج إليها المُبلِّغون ليكتبوا إليك. ويمكنك نشرها.
role-OWNER = مالك
role-ADMIN = مسؤول إداري
role-MANAGER = مدير
role-MEMBER = عضو
role-VIEWER = مُشاهد
certify-title = اعتماد جهاز { $name }
certify-how = اتصل بالشخص هاتفيًا، أو قابله. اطلب منه أن يقرأ الكلمات الست التي يعرضها Sotto لديه، واكتبها هنا. لا تأخذ الكلمات من رسالة جاءت عبر هذا الخادم.
certify-words = الكلمات الست التي سمعتها
certify-count = { $count } من 6 كلمات
invite-title = دعوة زميل
invite-how = لا يرسل Sotto أي بريد إلكتروني. تحصل على رابط صالح لمرة واحدة. سلّمه بنفسك.
invite-email = عنوان بريده الإلكتروني
invite-make = إنشاء دعوة
invite-link = الدعوة
invite-done = سلّم هذا الرابط إلى زميلك. وعندما ينضم، اعتمد جهازه بكلمات الجهاز المفتاحية.

## Help

help-computer = هل استخدام هذا الحاسوب آمن؟
help-computer-1 = لا تبلّغ من حاسوب يملكه صاحب عملك أو يتولى أمره. من يتحكم فيه يستطيع رؤية الشاشة وما تكتبه.
help-computer-2 = استخدم جهازك أنت، في البيت أو على شبكة ليست شبكة صاحب عملك.
help-computer-3 = يشفّر Sotto ما يحفظه، لكن غيرك يستطيع أن يرى أنه مثبّت.
help-computer-4 = عند الاتصال المباشر يستطيع مزود شبكتك أن يرى أنك تصل إلى خادم المكتب، لكنه لا يستطيع رؤية ما ترسله.
managed-title = يبدو أن جهة أخرى تدير هذا الحاسوب
managed-text = وُجد هنا: { $found }. قد يرى من يديره الشاشة وما تكتبه. إن استطعت فاستخدم جهازًا يخصك.
managed-domain = الانتماء إلى نطاق مؤسسة
managed-authority = سلطة تصديق مضافة
help-after = ماذا يحدث بعد أن أرسل بلاغًا؟
help-after-1 = يستطيع قراءته الأشخاص الذين يمكنك رؤيتهم قبل الإرسال. ومن ينضم لاحقًا لا يقرأ إلا ما يُكتب منذ انضمامه. أما نحن فلا نستطيع قراءة شيء منه.
help-after-2 = يؤكد المكتب الاستلام خلال 7 أيام ويخبرك بما تم خلال 3 أشهر. يطلب القانون الأوروبي ذلك منه.
help-after-3 = قد يطرح المكتب عليك أسئلة. وتجيب باسمك المستعار.
help-after-4 = يمكنك أن تضيف إلى بلاغك. ولا يمكنك سحبه.
help-good = ما الذي يجعل البلاغ سهل المتابعة؟
help-good-1 = قل ما رأيته بنفسك، وما سمعته من غيرك. وافصل بين الأمرين.
help-good-2 = اذكر الأوقات والأماكن والمقادير بقدر ما تتذكرها.
help-good-3 = لا تحتاج إلى دليل. اذكر من أو ما قد يُظهر أن ذلك صحيح.
help-writing = ساعدني كي لا أكشف عن نفسي
help-writing-1 = لا تذكر ما لا يمكن أن يعرفه سواك، إلا إذا كان مهمًا.
help-writing-2 = قد تدل طريقة التعبير عليك. الجمل القصيرة البسيطة تقول أقل عن كاتبها.
help-writing-3 = قل «في الربيع» بدلًا من ذكر اليوم، إذا كنت وحدك هناك في ذلك اليوم.
help-writing-4 = اسمك المستعار لهذه القضية وحدها. لا تستخدم اسمًا تستخدمه في مكان آخر.
help-writing-5 = قد تحمل الصور والمستندات في داخلها اسمًا أو مكانًا أو جهازًا. لا يزيل Sotto ذلك بعد.

## Errors: what happened, what is safe, what to do

error-wrong_passphrase = عبارة المرور هذه لا تفتح هذه الخزنة. راجع ترتيب الكلمات وحاول مرة أخرى.
error-vault_damaged = ملفات الخزنة تالفة. لم يُغيَّر شيء. انسخ المجلد قبل أن تفعل أي شيء آخر.
error-vault_newer = كتب هذه الخزنة إصدار أحدث من Sotto. لم يُغيَّر شيء. ثبّت الإصدار الأحدث لفتحها.
error-vault_rolled_back = استُعيدت هذه الخزنة، أو أُعيدت نسخة أقدم منها إلى مكانها. تستمر القضايا في غرفة جديدة؛ وما تفتقده هذه النسخة يظهر على أنه مفقود.
error-vault_exists = توجد خزنة هنا بالفعل. لم يُغيَّر شيء. افتح قفلها بدلًا من ذلك.
error-vault_absent = لا توجد خزنة هنا بعد. أنشئ خزنة أولًا.
error-vault_locked = الخزنة مقفلة. ما حُفظ ما زال هنا. افتح قفلها للمتابعة.
error-profile_in_use = إن Sotto مفتوح بالفعل بهذه الخزنة. استخدم النافذة الأخرى، أو أغلقها أولًا.
error-disk_full = هذا القرص ممتلئ. ما حُفظ من قبل آمن. أفسح مجالًا وحاول مرة أخرى.
error-keyring_unavailable = تحتاج هذه الخزنة إلى حلقة مفاتيح نظامك، ولا توجد حلقة مفاتيح قيد التشغيل. لم يُغيَّر شيء. شغّلها وحاول مرة أخرى.
error-keyring_locked = تحتاج هذه الخزنة إلى حلقة مفاتيح نظامك، وهي مقفلة. لم يُغيَّر شيء. افتح قفلها وحاول مرة أخرى.
error-backup_invalid = هذه ليست نسخة احتياطية كاملة من Sotto، أو أنها غُيّرت. لم تُنشأ خزنة. انسخ الملف مرة أخرى، أو خذ نسخة احتياطية أخرى.
error-backup_newer = كتب هذه النسخة الاحتياطية إصدار أحدث من Sotto. لم تُنشأ خزنة. ثبّت الإصدار الأحدث لاستعادتها.
error-nothing_to_restore = لا توجد في قوائم هذه البطاقات قضية من عبارة الاسترداد هذه. لم يُنشأ شيء. تحقق من أنها البطاقة الصحيحة. القضية التي أُرسلت اليوم تُدرج ابتداءً من الغد.
error-case_elsewhere = تستمر هذه القضية على جهاز آخر بعبارة الاسترداد الخاصة بك. ما هو موجود هنا يبقى هنا. لا يُرسل من هنا شيء بعد الآن.
error-phrase_invalid = هذه ليست الكلمات الاثنتي عشرة لعبارة استرداد. راجع كل كلمة وترتيب الكلمات.
error-passphrase_too_weak = عبارة المرور هذه سهلة التخمين أكثر مما ينبغي. استخدم خمس كلمات على الأقل. الطول يحميك أكثر من الرموز.
error-card_invalid = هذه ليست بطاقة مكتب. لم يُضَف شيء. انسخ الرابط كاملًا وحاول مرة أخرى.
error-card_picture_unreadable = لا يمكن قراءة أي رمز في هذه الصورة. لم يُضَف شيء. التقط صورة أوضح أو الصق الرابط.
error-card_signature_invalid = لم يوقّع هذه البطاقة المكتب الذي تسمّيه. لم يُضَف شيء. اطلب من المكتب بطاقته بوسيلة أخرى.
error-organisation_unknown = بطاقة هذا المكتب ليست على هذا الجهاز. أضفها أولًا.
error-roster_invalid = لا تحمل قائمة قراء المكتب توقيعًا صالحًا. لا يستخدمها Sotto. مسوداتك آمنة هنا.
error-roster_expired = لم يجدّد المكتب قائمة قرائه في موعدها. تنتظر البلاغات الجديدة حتى يجدّدها. مسوداتك آمنة هنا.
error-no_reader = لا أحد في المكتب يستطيع استلام البلاغات الآن. بلاغك آمن على هذا الجهاز، ويُرسل عندما يستطيع أحد استلامه.
error-roster_older = عرض الخادم قائمة قراء أقدم من التي رآها هذا الجهاز. لم يُرسل شيء. مسوداتك آمنة هنا.
error-reader_not_certified = بين القراء من لا يعتمده مفتاح المكتب نفسه. لا يُدخله Sotto. ما كتبته آمن على هذا الجهاز.
error-held = هذا موقوف مؤقتًا. يبقى على هذا الجهاز حتى تتابعه.
error-may_have_left = ربما وصل هذا بالفعل، لذا لا يمكن استرجاعه. يعرف Sotto ذلك عند الاتصال القادم.
error-readers_changed = لو أُرسل هذا لقرأه أشخاص غير الذين وافقت عليهم. لم يُرسل شيء. اطلع على القراء وقرر من جديد.
error-not_permitted = دورك لا يسمح بهذا. لم يُغيَّر شيء. اسأل مالك المكتب.
error-not_found = لم يعد هذا موجودًا هنا.
error-invite_invalid = هذه الدعوة غير صالحة، أو سبق استخدامها. لم يُغيَّر شيء. اطلب دعوة جديدة.
error-setup_link_invalid = هذا الرابط غير صالح، أو سبق استخدامه. لم يُغيَّر شيء. اطلب رابطًا جديدًا ممن يشغّل الخادم.
error-clock_wrong = ساعة هذا الجهاز بعيدة عن ساعة الخادم. لم يتم إعداد شيء. اضبط الساعة، ثم استخدم الرابط نفسه مرة أخرى.
error-key_words_mismatch = هذه ليست الكلمات المفتاحية لذلك الجهاز. لم يُغيَّر شيء. إن كنت قد سمعتها على وجهها الصحيح، فقد يكون بينكما طرف آخر: توقف واسأل بوسيلة أخرى.
error-relay_unreachable = لا يمكن الوصول إلى الخادم. ما كتبته آمن على هذا الجهاز، ويُرسل عند عودة الشبكة.
error-proxy_unreachable = لا يستجيب هناك Tor ولا وكيل. لا يُرسل شيء بطريق آخر. ما كتبته آمن على هذا الجهاز.
error-tor_unreachable = تعذّر الوصول إلى Tor. لا يُرسل شيء بطريق آخر. ما كتبته آمن على هذا الجهاز.
error-bridge_invalid = أحد الأسطر ليس جسرًا. انسخ كل سطر كاملًا كما أُعطي لك.
error-bridge_program_missing = يطلب أحد الجسور إخفاءً لا يوجد له برنامج على هذا الحاسوب. ثبّت lyrebird أو obfs4proxy، أو اطلب جسورًا بلا obfs4.
error-relay_restoring = أُعيد خادم المكتب من نسخة، ولم يؤكد المكتب ذلك بعد. ما كتبته آمن على هذا الجهاز، ويُرسل عندها.
error-relay_identity_mismatch = أجاب شيء غير خادم المكتب، ربما خادم وكيل في مكان العمل. لم يخبره Sotto بشيء. جرّب شبكة أخرى.
error-version_unsupported = لا يوجد إصدار مشترك بين Sotto على هذا الجهاز والخادم. ما كتبته آمن. ثبّت أحدث إصدار.
error-log_inconsistent = لا يطابق سجل الخادم ما رآه هذا الجهاز من قبل. أوقف Sotto الإرسال. مسوداتك آمنة هنا. اسأل المكتب بوسيلة أخرى.
error-entry_missing = لا يُظهر الخادم قيدًا يجب أن يكون لديه. لا يعتمد Sotto عليه. ما كتبته آمن على هذا الجهاز. اسأل المكتب بوسيلة أخرى.
error-message_invalid = لم تلتزم إحدى الرسائل بالقواعد فاستُبعدت. بقية القضية سليمة.
error-message_too_large = هذه الرسالة أكبر من أن تُرسل. وما زالت هنا. اختصرها، أو أرسلها على أجزاء.
error-case_exists = هذه القضية موجودة بالفعل. يحاول Sotto مرة أخرى بمفاتيح جديدة.
error-successor_wanted = يجب أن تستمر هذه القضية في غرفة جديدة، لا يستطيع فتحها إلا جهاز المُبلِّغ. ما كُتب آمن.
error-attachment_missing = لم يعد الملف موجودًا هناك. اختره مرة أخرى، أو أزله.
error-attachment_unreadable = تتعذر قراءة الملف. تأكد أنه يجوز لك فتحه، ثم اختره مرة أخرى.
error-attachment_too_large = هذا الملف أكبر من 4 GiB، ولم يُضَف. قسّمه، أو استغنِ عنه.
error-too_many_attachments = الحد للبلاغ أو الرسالة 64 ملفًا. لم يُضَف هذا الملف. أرسل الباقي في رسالة أخرى.
paused-attachment_missing = لم تعد نسخة Sotto من أحد الملفات موجودة على هذا الجهاز، ولذلك لم يُرسل هذا. كلماتك آمنة هنا. اكتب مرة أخرى، مع الملف.
paused-attachment_unreadable = نسخة Sotto من أحد الملفات تالفة، ولذلك لم يُرسل هذا. كلماتك آمنة هنا. اكتب مرة أخرى، مع الملف.
paused-quota_exceeded = لم يبق في الخادم متسع لهذا. ما كتبته آمن على هذا الجهاز. حاول مرة أخرى لاحقًا.
error-quota_exceeded = لم يبق في الخادم متسع لهذا. ما كتبته آمن على هذا الجهاز. حاول لاحقًا، أو أزل ملفًا كبيرًا.
error-puzzle_required = يطلب الخادم من هذا الجهاز بعض العمل أولًا. ينجزه Sotto ثم يحاول مرة أخرى.
error-name_invalid = هذا الاسم فارغ، أو أطول مما ينبغي، أو فيه رموز لا تكون في الأسماء.
error-label_invalid = هذا الوسم فارغ، أو أطول مما ينبغي، أو فيه رموز لا تكون في الوسوم. لم يتغير شيء. اكتب وسمًا آخر.
error-too_many_labels = الحد للقضية 20 وسمًا. لم يتغير شيء. أزل وسمًا آخر أولًا.
error-file_exists = يوجد هناك ملف بهذا الاسم بالفعل. لم يُستبدل. اختر اسمًا آخر.
error-io_failed = فشلت قراءة ملف أو كتابته. ما حُفظ من قبل آمن. حاول مرة أخرى.
error-pseudonym_mismatch = هذا ليس اسم هذه القضية. لم يُشارَك شيء. اكتبه كما هو هناك.
error-already_disclosed = هويتك معلنة في هذه القضية، أو تنتظر الإرسال. لم يتغير شيء. اسحبها أولًا.
error-withdrawn = سحبها المُبلِّغ. لا يستطيع أحد فتحها بعد الآن. لم يُفتح شيء.
error-approval_pending = لم يوافق شخص ثانٍ، أو استُعملت الموافقة أو مضى عليها أكثر من يوم. لم يُفتح شيء. اطلب الموافقة مرة أخرى.
error-opening_key_lost = ليس على هذا الجهاز مفتاح ما أُفصح عنه. لم يُفتح شيء. استعمل الجهاز الذي كان لديك حينها، أو اطلب من المُبلِّغ أن يخبرك مرة أخرى.
error-already_asked = سُئل المُبلِّغ من قبل ولم يجب بعد. لم يتغير شيء.
error-already_handler = هذه الخزنة تخص بالفعل معالج قضايا. استخدم خزنة أخرى لمكتب آخر.
error-bad_request = لم يستطع Sotto فهم المطلوب. لم يُغيَّر شيء.
error-internal = حدث خلل في Sotto. ما حُفظ من قبل آمن. حاول مرة أخرى، أو أعد تشغيل Sotto.
