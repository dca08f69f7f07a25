### The words of Sotto. Plain, exact, unhurried; see the glossary in docs/architecture.md.
### A sentence about who can or cannot learn, read, link, keep or recover something names its property, which tests show
### (docs/privacy.md), or why it has none.

## Everywhere

close = Close
continue = Continue
undo = Undo
undo-key = Undo what was removed last
removed-draft = Draft deleted
removed-file = { $name } removed
removed-label = Label { $label } removed
# privacy: PRIV-05
removed-for-good = You can undo this until this message goes. Then it is gone for good.
try-again = Try again
copy = Copy
copied = Copied
cancel = Cancel
more-about = More about { $name }
lock-now = Lock now
locking = Locking…
nav-where = Where you are
nav-reports = Your reports
day-and-time = { $day }, { $time }
connection-offline = Offline
connection-connecting = Connecting…
connection-direct = Direct
connection-no_proxy = Offline
connection-no_tor = Offline
connection-tor = Via Tor
connection-proxy = Via a proxy
offline-title = You are offline.
# privacy: PRIV-35
offline-proxy = Your Tor or proxy does not answer. Nothing goes another way.
# privacy: PRIV-35
offline-tor = Tor is not connected. Nothing goes another way.
# privacy: PRIV-01
offline-writing = Keep writing. Nothing leaves this device until you send it.

## Making the vault

slogan = Speak up, on your own terms.
# privacy: PRIV-01
promise-offline = Write offline, take your time
# privacy: PRIV-01
promise-offline-text = Nothing you write leaves this device until you press Send.
# privacy: PRIV-06
promise-sealed = Sealed before it leaves
# privacy: PRIV-02, PRIV-06, PRIV-07
promise-sealed-text = Only readers whom the office has certified can open your report. You can see who they are before you send it.
# privacy: PRIV-10
promise-account = No account, no name
# privacy: PRIV-10
promise-account-text = A report needs no email address, no phone number and no name. Say who you are only if you want to.
first-title = Create your vault
# privacy: PRIV-15
first-lead = Your drafts and cases are kept locked on this device. Choose a passphrase that only you know.
passphrase = Passphrase
passphrase-again = Type it once more
passphrase-suggest = Suggest five words
passphrase-show = Show
passphrase-hide = Hide
passphrase-hint = Five unrelated words are easier to remember, and harder to guess, than a short password with symbols.
passphrase-differs = The two are not the same. Type the passphrase once more.
strength-too_weak = Too easy to guess.
strength-fair = Fair.
strength-good = Good.
strength-strong = Strong.
first-forget = If you forget the passphrase
first-recovery = Give me a recovery phrase
first-recovery-hint = Twelve words to write on paper and keep away from this device. With them and the office’s card you get your cases back.
first-no-recovery = No way back
# privacy: PRIV-16
first-no-recovery-hint = If I forget it, everything in this vault is gone. Nobody can reopen it, and neither can we.
first-create = Create vault
first-creating = Creating the vault…
first-work-computer = Is this a work computer?
first-read-this = Read this first.
first-before = Did you use Sotto before?
first-restore = Restore from twelve words.
first-backup = Open a backup.
first-handler = Do you handle cases?
first-join = Join with an invitation.
first-setup = Set up an office.
first-join-chosen = After this, you join with your invitation.
# privacy: PRIV-18
first-setup-chosen = After this, you set up the office. Choose the recovery phrase: the office’s own key comes from it.
words-title = Write down twelve words
# privacy: PRIV-17
words-lead = Write them on paper, in this order. Sotto shows them only now.
words-list = Your recovery phrase
words-keep = Keep the paper where nobody looks for it, away from this device.
# privacy: PRIV-18
words-danger = Whoever has these words has the keys of your cases. A photo of them is a copy.
words-done = I have written them down
words-ask-title = Two words back
words-ask-lead = Look at your paper, so that you know it is right.
words-ask = Word { $number }
words-wrong = That is not what Sotto showed. Look at the paper, or look at the words again.
words-check = Check and continue
words-again = Show the words again

restore-title = Restore from twelve words
restore-lead = Type the words from your paper. Capitals do not matter.
restore-new = Make a new vault instead
restore-incomplete = A recovery phrase has twelve words, and some are missing here.
restore-unknown = Word { $number } is in no recovery phrase. Look at your paper.
restore-unknown-near = Word { $number } is in no recovery phrase. Is it one of these?
restore-unrelated = All these words are known, but together they are no recovery phrase. One of them is wrong, or two changed places.
restore-swap = Swap words { $one } and { $next }
restore-offices-title = Where did you report?
restore-offices-lead = Add the card of every office that you reported to. Your cases are found by the words and the cards together.
restore-office-remove = Remove { $name }
restore-back-words = Back to the words
restore-passphrase-title = Choose a passphrase
# privacy: PRIV-15
restore-passphrase-lead = It locks your cases on this device. It need not be the one you had before.
# privacy: PRIV-46
restore-contact = Sotto now asks each office’s server for a list that is the same for everybody, and looks in it by itself. The list does not show the server which cases are yours; each case that is found is then fetched on a connection of its own.
restore-begin = Find my cases
restore-working = Looking for your cases…
restore-back-offices = Back to the offices
restore-found =
    { $count ->
        [0] Your vault is here, and there is no case in it
        [one] One case is found
       *[other] { $count } cases are found
    }
restore-found-lead = They come one after another, each on a connection of its own. You can write in them again as soon as they are here.
restore-found-said = What was said before is not in the words. The office can hand it over in the case: ask for it there.
# privacy: PRIV-47
restore-found-elsewhere = If another device still has these cases, it is told, and sends nothing more in them.
# privacy: none, tells what this device lacks
restore-founded = The founding key of { $offices } is in this vault again. This device is certified nowhere yet: it cannot read the office’s cases.
restore-enter = Go to my cases
open-backup-title = Open a backup
open-backup-lead = Choose the file that Sotto saved. Your vault is made from it.
open-backup-choose = Choose the file…
open-backup-another = Choose another…
open-backup-passphrase = Passphrase of the backup
# privacy: PRIV-48
open-backup-hint = The one that opened the vault when the backup was saved. It also opens the vault here.
open-backup-open = Open the backup
open-backup-working = Reading the backup…
open-backup-wrong = That passphrase does not open this backup. No vault was made. Check the order of the words and try again.
open-backup-unreadable = The file cannot be read to its end, or the vault cannot be written. No vault was made. Try again, or choose another file.
back-title = Your vault is back
# privacy: PRIV-48
back-cases =
    { $count ->
        [0] There is no case in it.
        [one] One case is here, with what was said in it.
       *[other] { $count } cases are here, with what was said in them.
    }
back-drafts =
    { $count ->
        [one] One draft is here.
       *[other] { $count } drafts are here.
    }
# privacy: PRIV-48
back-held =
    { $count ->
        [one] Something waited to be sent, and is held
       *[other] { $count } things waited to be sent, and are held
    }
# privacy: PRIV-48
back-held-text =
    { $count ->
        [one] It may have left after the backup was saved. Look at it in its case, and send it after all or take it back.
       *[other] They may have left after the backup was saved. Look at each in its case, and send it after all or take it back.
    }
# privacy: PRIV-22
back-later = What came after the backup is missing. Where a case goes on, the gap is shown.
back-alone = Use this vault alone from now on. If the other device still has one, leave that one be.
# privacy: PRIV-48
back-identities = Identities that were disclosed to you before are not in a backup. Ask the reporter to disclose them anew.

## Unlocking

unlock = Unlock
unlock-working = Opening…
unlock-title = Unlock your vault
# privacy: PRIV-15
unlock-lead = Your drafts and cases are on this device, encrypted.
# privacy: PRIV-19
unlock-asked = You locked it. What was saved is still here.
# privacy: PRIV-19, PRIV-20
unlock-idle = It locked itself after a while without use. What was saved is still here.
# privacy: PRIV-19, PRIV-41
unlock-away = It locked itself when this computer was locked or went to sleep. What was saved is still here.
# privacy: none, says that it failed
unlock-removed = Not everything could be removed. Choose “Leave no trace” once more.
trace-leave = Leave no trace…
trace-title = Remove everything from this device?
# privacy: PRIV-39
trace-text = This destroys the key to your vault. From that moment, your drafts, your replies and your access to { $count ->
    [one] 1 case
   *[other] { $count } cases
} cannot be opened on this device by anyone.
# privacy: PRIV-39
trace-text-locked = This destroys the key to your vault, without opening it. From that moment, nothing in it can be opened on this device by anyone.
# privacy: PRIV-39
trace-sent = What you already sent stays with the handlers.
# privacy: none, a warning
trace-no-way-back = Without the twelve words on paper or a backup, if you have either, nobody can bring it back, and neither can we.
# privacy: PRIV-39
trace-others = Sotto cannot remove what others may have seen or kept: system logs, screenshots, or a backup of this computer. That Sotto was here stays visible.
trace-keep = Keep everything
trace-hold = Hold to remove
trace-again = Press again to remove
hold-seconds = { $seconds } s
# privacy: PRIV-39
trace-removed = Everything was removed from this device
# privacy: PRIV-39
trace-removed-text = The key of the vault was destroyed first, then its files.
remove-case = Remove this case from this device…
remove-case-title = Remove { $name } from this device?
# privacy: PRIV-39
remove-case-text = This destroys the case’s keys, its words and its files on this device. From that moment nobody can open them here.
# privacy: none, a warning
remove-case-answers = You can no longer read the handlers’ answers here, nor write to them in this case. They are not told.
remove-case-keep = Keep the case

## Locking by itself

# privacy: PRIV-20
idle-title = Sotto locks soon
# privacy: PRIV-19, PRIV-20
idle-text = Nobody has used it for a while. What you wrote is saved. Any key keeps it open.
idle-keep = Keep it open

## Settings

settings-title = Settings
# privacy: PRIV-21
settings-lead = They are kept in the vault. Until it is open, Sotto follows the system.
settings-language = Language
settings-language-system = As the system has it
settings-theme = Appearance
settings-contrast = Contrast
settings-text = Text size
theme-system = As the system has it
theme-light = Light
theme-dark = Dark
contrast-system = As the system has it
contrast-more = More
text-normal = Normal
text-large = Large
text-larger = Larger
settings-lock = Lock by itself
# privacy: PRIV-20
settings-lock-hint = After this long without use, also while the machine sleeps.
settings-minutes = { $minutes ->
    [one] After 1 minute
   *[other] After { $minutes } minutes
}
settings-keys = Single letters as shortcuts
settings-keys-hint = J, K, R and others, when no field has the focus.
settings-news = Say when something new came
# privacy: PRIV-28
settings-news-hint = While you look elsewhere, this device shows a notification. It says “Sotto” and nothing else. Others who see this screen may see it.
settings-wait = Wait for a random time before sending
# privacy: PRIV-40
settings-wait-hint = What you send leaves at a random time within six hours, while Sotto is open and unlocked. Each time you can choose otherwise.
wait-without_tor = Unless Tor carries it
wait-always = Always
# privacy: none, a setting
wait-never = Never
settings-connection = Connection
way-direct = Direct
way-own_tor = Tor
way-tor = Another Tor
way-proxy = Proxy
# privacy: PRIV-12, PRIV-13
way-direct-text = Sotto connects directly. The office’s server, and whoever watches the network, can see that this device contacts it.
# privacy: PRIV-35, PRIV-36
way-own_tor-text = Sotto connects through the Tor that it brings along. Cases that you report each take a path of their own. The office’s server does not see your network address. Whoever watches your network can see that you use Tor, unless a bridge disguises it. If Tor does not connect, nothing goes another way.
# privacy: none, a warning
way-other-network = This Sotto was started with another Tor network than the public one. It may not hide who you are.
way-bridges-needed = Is Tor blocked where you are?
# privacy: none, what a bridge is
way-bridges-text = A bridge is a way into Tor that is not listed in public. You can ask the Tor Project for some: at bridges.torproject.org, from a computer that nobody connects with you, or by e-mail to bridges@torproject.org.
way-bridges = Bridges
way-bridges-hint = One in a line, as you were given them. Leave this empty to enter by public relays.
tor-ready = Tor is connected.
tor-connecting = Connecting to Tor: { $percent } %
tor-progress = Connecting to Tor
tor-offline = Nothing on the network answers. Tor goes on trying.
tor-filtered = Something on your network does not let Tor through. A bridge may help.
tor-clock = This device’s clock seems to be wrong, so that Tor cannot connect. Set the clock.
# privacy: PRIV-35, PRIV-36
way-tor-text = Sotto connects through a Tor that runs already. Cases that you report each take a path of their own. The office’s server does not see your network address. Whoever watches your network can see that you use Tor. If Tor does not answer, nothing goes another way.
# privacy: PRIV-35
way-proxy-text = Sotto connects through a SOCKS5 proxy. The office’s server sees the proxy’s network address. Whoever runs the proxy can see which server you reach. If it does not answer, nothing goes another way.
way-tor-none = No Tor was found here
way-tor-start = Start Tor Browser, or the Tor of your system, and look again.
way-look = Look again
way-address = Address
way-address-hint = Numbers and a port, such as 127.0.0.1:9050
# privacy: PRIV-35
way-address-wrong = This is not an address in numbers with a port. A name would have to be looked up, and others could see that.
way-take = Connect this way
way-taken = This way is taken now.
way-until = Until then: { $way }
# privacy: PRIV-35
way-unknown = A newer Sotto chose a way that this one does not know. Nothing is sent until you choose one here.
backup-title = Backup
# privacy: PRIV-48
backup-lead = One file with what this vault holds now, in case this device is lost. It is encrypted. Your passphrase opens it on any device.
backup-holds = It holds your drafts, your cases with what was said in them, files and settings.
# privacy: PRIV-48
backup-lacks = It does not hold what comes later, nor the twelve words on paper.
# privacy: PRIV-48
backup-lacks-handler = It does not hold what comes later, the twelve words on paper, or identities that were disclosed to you.
# privacy: PRIV-48
backup-keep = What you delete later stays in the backup. Whoever has the file can guess passphrases without limit. Keep it where nobody looks for it.
backup-passphrase = Your passphrase
backup-save = Save a backup…
backup-saving = Saving the backup…
backup-wait = With large files this takes a while. If Sotto locks before it is done, nothing is saved.
backup-saved = { $name } is saved
# privacy: none, says that it failed
backup-disk-full = There is no room for the backup there. Nothing was saved. Make room, or choose another place.
# privacy: none, says that it failed
backup-unwritable = The backup cannot be written there. Nothing was saved. Choose another place, or try again.

## The first page

home-title = Your reports
# privacy: PRIV-14
home-lead = The offices are not told that these cases belong together.
home-write = Write a report
home-more = { $count ->
    [one] Show one more
   *[other] Show { $count } more
}
home-cases = Cases
# privacy: PRIV-01
home-drafts = Drafts, on this device only
home-before = Before you write
case-unread = { $count ->
    [one] 1 new reply
   *[other] { $count } new replies
}
case-written = Written { $day }
case-changed = Last change { $day }
case-closed = Closed { $day }
case-waiting = Waiting to be sent
case-paused = Needs your decision
status-new = Sent
status-acknowledged = Acknowledged
status-in_review = In review
status-feedback = Feedback given
status-closed = Closed
draft-untitled = Untitled draft
draft-progress = Step { $step } of 5. Last change { $day }, { $time }
draft-delete = Delete this draft
empty-title = Nothing here yet
# privacy: PRIV-01
empty-lead = When you write a report, it stays on this device until you decide to send it. You can stop at any point and come back.
empty-handler = I handle cases…
empty-offline = You are offline, and that is fine
# privacy: PRIV-01
empty-offline-text = You can write and add files now. Sotto does not connect while you only write.
empty-online = You are connected
how-title = How it goes
how-1 = You describe what happened, in your own words.
# privacy: PRIV-02
how-2 = You can see who will be able to read it, then you send it.
how-3 = Within 7 days they confirm they have it. Within 3 months they tell you what was done.
# privacy: PRIV-10
how-4 = You can talk back and forth under a made-up name. You say who you are only if you want to.
now-title = Right now
# privacy: PRIV-06, PRIV-12
now-direct = You are connected directly. The server can see your network address, not what you write.
# privacy: PRIV-06, PRIV-35
now-tor = You are connected through Tor. The server can see neither your network address nor what you write.
# privacy: PRIV-06, PRIV-35
now-proxy = You are connected through a proxy. The server can see the proxy’s network address, not what you write.
# privacy: PRIV-35
now-no_proxy = Your Tor or proxy does not answer. Nothing goes another way, and everything you write stays on this device.
# privacy: PRIV-35
now-no_tor = Tor is not connected. Nothing goes another way, and everything you write stays on this device.
now-connecting = Sotto is looking for the server.
# privacy: PRIV-01
now-offline = You are not connected. Everything you write stays on this device.
# privacy: PRIV-23
now-log = Server log verified { $at }. Nothing that this device saw before was changed or removed.
# privacy: PRIV-19, PRIV-23
now-log-failed = The server’s log does not match what this device saw before. Sotto has stopped sending. Your drafts are safe here.
# privacy: PRIV-15, PRIV-20
now-locked = { $minutes ->
    [one] Drafts and cases are encrypted on this device. Sotto locks itself after 1 minute without use.
   *[other] Drafts and cases are encrypted on this device. Sotto locks itself after { $minutes } minutes without use.
}

## Writing a report

office-crumb = Write a report
office-title = Who is your report for?
office-lead = Choose an office. You can write now and send later.
office-lead-none = Each office publishes a card. It holds the office’s own key, and how to reach the server.
# privacy: PRIV-25
office-not-compared = Not compared yet
office-add = The link on the office’s card
office-add-another = Add another office by the link on its card
# privacy: PRIV-01
office-add-hint = You find it on the office’s website or notice board. Adding it sends nothing.
office-add-button = Add
office-file = Open the card’s file or a picture of it…
step-what = What happened
step-when = When and where
step-people = People involved
step-evidence = Evidence
step-review = Review and send
step-here = You are here
step-saved = Saved
ask-what = What happened?
ask-what-lead = Tell it in the order you remember. Say what you saw yourself and what you heard from others. You do not need proof to report a concern.
ask-when = When and where was it?
ask-when-lead = Give days, times and places as well as you know them. “About” and “I think” are fine. You may leave this empty.
ask-people = Who was involved?
ask-people-lead = Names or roles of those who did it, knew of it, or were harmed by it. You need not name yourself. You may leave this empty.
draft-title = A short title
draft-title-example = Such as “Valve replacement contracts”
draft-to = Draft report to
draft-steps = Steps of this report
# privacy: PRIV-15
draft-encrypted = Encrypted on this device
draft-saving = Saving…
draft-saved = Saved { $day }, { $time }.
# privacy: PRIV-01, PRIV-19
draft-come-back = You can close Sotto and come back; nothing has been sent.
draft-continue-key = { $keys } to continue
draft-review = Review
draft-words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
evidence-title = Do you have anything that shows it?
# privacy: PRIV-04, PRIV-37, PRIV-38
evidence-lead = Files can carry hidden details about you. Sotto looks for them and sends a cleaned copy. Your original stays where it is, unchanged.
evidence-list = Attached files
evidence-drop = Drop files here, or choose them
evidence-kinds = Photos, documents, sound and video
evidence-used = { $size } so far
evidence-choose = Choose files…
evidence-adding = Adding…
evidence-adding-now = Adding { $name }
evidence-let-go = Let go to add
evidence-count = { $count ->
    [0] No files
    [one] 1 file added
   *[other] { $count } files added
}
refused-title = “{ $name }” was not added
refused-more = { $count ->
    [one] 1 more file was not added
   *[other] { $count } more files were not added
}
# privacy: PRIV-37
file-not-checked = Not checked for hidden details
file-remove = Remove { $name }
finding-place = where it was taken
finding-time = when it was made or changed
finding-device = the camera or device
finding-serial_number = the number of a device
finding-author = names of people
finding-software = the program that made it
finding-description = titles and descriptions
finding-thumbnail = a small earlier picture
finding-tracked_changes = tracked changes
finding-comments = comments
finding-hidden_sheet = a hidden sheet
finding-hidden_slide = a hidden slide
finding-hidden_text = hidden text, rows or layers
finding-speaker_notes = speaker notes
finding-revision_ids = numbers of editing sessions
finding-macros = macros
finding-embedded_file = a file inside
finding-earlier_version = an earlier version
finding-printer = the name of a printer
finding-path = where it lay on a disk
finding-trailing_data = data after its end
finding-hidden_characters = characters that nobody sees
finding-signature = a digital signature
finding-external_link = an address that it asks for
finding-colour_profile = a colour profile
finding-metadata = other details
finding-printer_dots = perhaps a printer’s yellow dots
# privacy: PRIV-37
finding-unchecked_part = a part that was not checked
# privacy: PRIV-38
file-cleaned-of = Cleaned by its sender. SHA-256 of the original:
look-state-cleaned = Cleaned copy
look-state-look = Look at this
look-state-original = Original
look-state-clean = Nothing hidden found
# privacy: PRIV-37
look-found = Hidden in it: { $what }
# privacy: PRIV-37, PRIV-38
look-cleaned = The cleaned copy that will be sent has none of it.
# privacy: PRIV-37
look-remains = Still in it: { $what }
# privacy: PRIV-37
look-remains-text = This cannot be removed without changing what is seen. Look at the file before you send it.
# privacy: PRIV-37, PRIV-38
look-removed = Removed from the copy that will be sent: { $what }.
# privacy: PRIV-37, PRIV-38
look-original = Goes as it is, with: { $what }
# privacy: PRIV-37
look-original-text = You chose to send the original.
look-more = { $count ->
    [one] 1 more
   *[other] { $count } more
}
look-compare = Compare
look-compare-of = Compare the copies of { $name }
# privacy: PRIV-37
look-why-unknown_kind = Sotto does not know this kind of file
# privacy: PRIV-37
look-why-damaged = The file is damaged, or ends too early
# privacy: PRIV-37
look-why-encrypted = A password locks the file
# privacy: PRIV-37
look-why-too_much = The file is too large to look through
# privacy: PRIV-37
look-why-unsafe = The file could not be looked through safely
# privacy: PRIV-37
look-why-no_worker = Files cannot be looked through on this system
# privacy: PRIV-37
look-why-text = It may hold details about you. It is sent as it is.
look-needed = { $count ->
    [one] 1 file needs a look before you send
   *[other] { $count } files need a look before you send
}
copies-title = Original and cleaned copy
copies-detail = Hidden detail
copies-original = Original
copies-cleaned = Cleaned copy
# privacy: PRIV-37
copies-in = In it
# privacy: PRIV-37
copies-removed = Removed
# privacy: PRIV-37
copies-still = Still in it
copies-size = Size
copies-hash = SHA-256
# privacy: PRIV-38
copies-same = Pictures, sound and pages are the same in both.
# privacy: PRIV-38
copies-hash-text = The readers get the original’s SHA-256 with the cleaned copy, so that you can show later which file it was.
copies-which = Which one is sent?
copies-send-cleaned = The cleaned copy
copies-send-cleaned-hint = Without what was removed.
copies-send-original = The original
# privacy: PRIV-38
copies-send-original-hint = With everything in the list above. Readers see it, and whoever they pass it on to.
copies-done = Done

## The last look

review-title = Review and send
review-lead = Take a last look. After sending you can add to your report, but you cannot take it back.
# privacy: PRIV-02
review-readers = Who will be able to read it
# privacy: PRIV-06, PRIV-08
review-nobody-else = Nobody else at { $office }, and nobody at Sotto, can open it. New readers read only what is written from then on, and you see that they joined. A reader can tell others what they read.
# privacy: none, says what is not there yet
review-readers-unknown = The office has not told this device yet
# privacy: PRIV-02, PRIV-07, PRIV-12
review-readers-unknown-text = Its card came as a link, which has no room for names. Sotto can ask the office’s server now; that shows the server your network address. In any case Sotto lets in only people whom the office’s own key certifies.
# privacy: PRIV-02
review-readers-fetch = Ask who can read it
review-compare = Compare the key words
review-empty = Say what happened before you send.
review-send = Seal and send
# privacy: PRIV-07
reader-certified = Certified by the office
# privacy: PRIV-07
reader-not-certified = Not certified
server-title = The server in between
# privacy: PRIV-12
server-learns = What the server learns
# privacy: PRIV-06
server-never = What it never learns
# privacy: PRIV-12
fact-arrival = That a sealed report arrived, and when
# privacy: PRIV-12
fact-rounded_size = Roughly how large it is, rounded up
# privacy: PRIV-12
fact-file_sizes = How many files it has, and roughly how large each is
# privacy: PRIV-12
fact-organisation = Which office and channel it is for
# privacy: PRIV-12
fact-network_address = Your network address
# privacy: PRIV-35
fact-proxy_address = The network address of your proxy
# privacy: PRIV-12
fact-readers_and_status = Who can read it, and later its status
# privacy: PRIV-06
fact-words = What you wrote
# privacy: PRIV-06
fact-files = What is in your files, and their names
# privacy: PRIV-06, PRIV-10
fact-names = Your name, or the name you go by
# privacy: PRIV-10
name-title = The name they will know you by
# privacy: PRIV-10, PRIV-14
name-random = Made at random, for this case only
# privacy: PRIV-10, PRIV-14
name-own-note = Your own. Sotto uses it for this case only
name-another = Another name
name-use = Use this name
name-own = Choose my own
name-avoid = Avoid one you use elsewhere
summary-title = Your report
# privacy: PRIV-03
summary-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
summary-files-size = { $size } in files
summary-nothing = Nothing yet
summary-change = Change
summary-change-of = Change: { $name }
summary-identity = Your identity
# privacy: PRIV-10
summary-identity-no = Not asked for
key-words = Six key words
compare-title = Key words of { $office }
compare-how = Ask the office for its six words by another way: a poster, a phone call, a person you know. Compare them with these.
# privacy: PRIV-25
compare-why = The same words mean that this card is the office’s own. Until then Sotto says “Not compared yet”.
# privacy: PRIV-25
compare-done = You compared these words.
compare-later = Not now
compare-same = They are the same

## On its way

sending-crumb = On its way
sending-title = Sending your report
# privacy: PRIV-02, PRIV-07
sending-as = as { $name }, to { $count ->
    [one] one certified reader
   *[other] { $count } certified readers
}
sending-as-name = as { $name }
# privacy: PRIV-15
sending-saved = Locked on this device
sending-moving = Sending to the office’s server
sending-waiting = Waiting for the network
sending-paused = Waiting for you
sending-amount = { $sent } of { $total }
# privacy: PRIV-19
sending-kept = { $sent } of { $total } have arrived and are kept
sending-now = Try now
# privacy: PRIV-24
sending-receipt = Receipt checked against the log
# privacy: PRIV-19
sending-note = If the connection drops, Sotto waits and sends it when the network is back, once. You may lock it; your report stays safe on this device.
# privacy: PRIV-19
sending-note-files = If the connection drops, Sotto waits and carries on from the same place. You may lock it; your report stays safe on this device.
sending-background = Go on in the background
sending-hold = Pause
sending-continue = Send it after all
sending-keep = Keep as draft
sending-title-timed = Your report is ready to leave
sending-timed = Leaves by itself · { $at }
sending-at-once = Send now
# privacy: PRIV-40
sending-note-timed = It leaves by itself at this time if Sotto is unlocked then. While Sotto is locked, even if it locked itself, nothing is sent; it leaves when you unlock it next. “Send now” does not wait.
leaves-title = When it leaves
leaves-wait = At a random time within six hours
# privacy: PRIV-40
leaves-wait-why = So the time at which it arrives does not show when you were at work on it. Sotto has to be open and unlocked.
leaves-soon = As soon as there is a connection
readers-look = Look at the readers
# privacy: PRIV-02
readers-now = Who would be able to read it now
readers-wait = Not yet
readers-accept = Send to these readers
arrived-title = Your report has arrived
# privacy: PRIV-06, PRIV-10
arrived-office = { $office } has it, sealed. From now on they know you as { $name }.
# privacy: PRIV-06, PRIV-10
arrived = The office has it, sealed. From now on they know you as { $name }.
arrived-by = By { $day }
arrived-acknowledge = They confirm that a person has read it.
arrived-feedback = They tell you what they did, and why.
arrived-any-time = At any time
arrived-answer = You can answer their questions or add to your report.
# privacy: PRIV-24
arrived-entry = Receipt found in the server’s log, checked on this device
arrived-open = Open the case
arrived-lock = Lock Sotto

## A practice report

practice-try = Try it with a practice report
practice-crumb = Practice report
practice-bar-title = This is practice.
# privacy: PRIV-26
practice-bar = Nothing that you type here is kept or sent.
practice-end = End practice
# privacy: PRIV-26
practice-forgotten = What you type is forgotten when you leave these pages.
# privacy: PRIV-26
practice-idle = Nobody has used it for a while. A practice report is not kept. Any key keeps it open.
practice-office = Practice Office
practice-reader-1 = Ada Example
practice-reader-1-title = Head of Integrity
practice-reader-2 = Ben Sample
practice-reader-2-title = Case handler
practice-made-up = Made up
practice-key-words = made up for practice only here
# privacy: PRIV-26
practice-evidence = Practice takes no files
practice-evidence-text = In a real report you choose files here, or drop them on the window.
practice-sending = Here it would be sent
# privacy: PRIV-26
practice-sending-text = With a real report, Sotto takes these steps by itself. In practice it takes none of them.
practice-done = That was practice
# privacy: PRIV-26
practice-done-lead = Nothing was sent. What you typed is forgotten.
practice-real = What happens to a real report
practice-seal = First
# privacy: PRIV-02, PRIV-06
practice-seal-text = Sotto seals it on this device, for the readers you approved.
practice-send = Once you are connected
# privacy: PRIV-24
practice-send-text = Sotto sends it, and checks its receipt against the server’s log.
practice-known = They would know you as { $name }.
practice-back = Back to the start

## A case

case-crumb = Case
case-about = { $title }, to { $office }
case-details = Details
case-go-on = Go on with it here
case-about-this = About this case
case-conversation = Conversation
you = you
reporter = reporter
send = Send
# privacy: PRIV-23
log-verified = Log verified { $at }
# privacy: PRIV-23
log-failed = Log check failed
# privacy: PRIV-23
log-not-yet = Log not checked yet
track-label = Progress of your case
track-received = Received
track-acknowledged = Acknowledged
track-feedback = Feedback
track-feedback-later = within 3 months after that
track-closed = Closed
track-after = after feedback
track-due = due by { $day }, { $days ->
    [0] today
    [one] 1 day left
   *[other] { $days } days left
}
track-late = was due by { $day }. You can ask them, or turn to an authority.
message-queued = Will be sent when you are connected.
message-call-back = Take it back
message-timed = Leaves by itself · { $at }
message-sending = Sending files, { $sent } of { $total }
message-sending-label = Sending files
message-files = Files with this message
file-save = Save { $name }, { $size }…
file-saving = Saving { $name }
file-saved = Saved as { $name }
# privacy: PRIV-08
event-joined = { $name } joined { $day }. They read what is written from then on.
# privacy: PRIV-09
event-left = { $name } left { $day }. They read nothing that is written from then on.
event-status = { $name } changed the status { $day }: { $status }
event-resumed = The case goes on from here in a new room, because a vault was restored, or an older copy of one put back.
# privacy: PRIV-49
event-handed-over = { $name } handed the earlier conversation over { $day }. What came with it bears that name.
# privacy: none, it says what is missing
event-missing = What was said before is not on this device. The office can hand it over to you: ask for it here.
handed-over-by = Handed over by { $name }
hand-over = Hand the earlier conversation over…
hand-over-title = Hand the earlier conversation over
hand-over-lead = What was said in the case of { $name } so far, for those who do not have it.
# privacy: none, it says what goes
hand-over-what =
    { $files ->
        [0] What goes: { $messages ->
            [one] one message
           *[other] { $messages } messages
        }, as they are on this device.
       *[other] What goes: { $messages ->
            [one] one message
           *[other] { $messages } messages
        } and { $files ->
            [one] one file
           *[other] { $files } files
        }, as they are on this device.
    }
# privacy: PRIV-49
hand-over-who = Everyone who can read this case gets it: the reporter, { $names }.
# privacy: PRIV-49
hand-over-who-alone = Everyone who can read this case gets it: the reporter, and nobody else now.
# privacy: PRIV-49
hand-over-not = What does not go: who the reporter is, and your labels.
# privacy: PRIV-49
hand-over-sure = Whoever came back with the reporter’s twelve words is the reporter for Sotto. If you doubt it, ask them first for something that only they know.
# privacy: PRIV-49
hand-over-final = You cannot take it back. Your name stands at everything that somebody gets this way.
hand-over-now = Hand over
event-newer = This part needs a newer Sotto.
event-gap = A part of the conversation is missing here.
composer-reply = Write a reply
composer-to = Reply to { $name }
composer-files = Add files
composer-list = Files that go with the reply
composer-offline = Will be sent when you are connected
# privacy: PRIV-06
composer-reporter-sees = The reporter will see this
# privacy: PRIV-06, PRIV-07
composer-readers = { $count ->
    [one] Sealed for 1 reader
   *[other] Sealed for { $count } readers
}
# privacy: PRIV-06, PRIV-08
readers-title = Who can read this
# privacy: PRIV-07
readers-verified = { $count } certified
readers-more = and { $count } more
readers-words = Compare key words
# privacy: PRIV-25
readers-words-how = Each device has six words. Ask its owner for them by another way, and compare.
reader-since = { $title }, since { $day }
# privacy: PRIV-09
reader-left = Left on { $day }, cannot read new messages
expect-title = What you can expect
expect-text = They confirm receipt within 7 days and give you feedback within 3 months.

## Telling who one is

# privacy: PRIV-10
identity-title = You have not told them who you are
# privacy: PRIV-10
identity-text = Readers see { $name }, and what you write. You may tell them who you are at any time. You never have to.
identity-tell = Tell them who I am…
identity-not-now = Not now
identity-asked-title = They asked who you are
# privacy: none, says only that a question may stay unanswered
identity-asked-text = The question is in the conversation. You never have to answer it.
identity-asked-show = Show the question
identity-asks-you = Asks who you are
identity-asks-them = Asks who they are
identity-answers = Your answer
identity-keeping = Your answer “not now” waits to be sent.
identity-waiting-title = Waiting to be sent
# privacy: PRIV-19, PRIV-29
identity-waiting-text = What you said of yourself is sealed on this device for those you chose. It goes out when you are connected.
identity-call-back = Do not send it
identity-told-title = You told them who you are
identity-what = What
identity-who = Who may open it
identity-since = Since
identity-log = Log
# privacy: PRIV-24
identity-entry = Entry { $entry } verified
# privacy: PRIV-30
identity-not-opened = Nobody has opened it yet
# privacy: PRIV-30
identity-opened-times = { $count ->
    [one] Opened once
   *[other] Opened { $count } times
}
identity-opening-asked = Asked to open it, and waits for a second person
identity-opening-approved = { $name } agreed. Not opened yet
identity-opening-refused = { $name } did not agree
identity-opening-over = Not opened in time
identity-reason = Reason given: “{ $reason }”
identity-approved-by = Approved by { $name }
identity-withdraw = Withdraw…
identity-withdrawing-title = Your withdrawal waits to be sent
# privacy: PRIV-32
identity-withdrawing-text = Until it arrives, what you told them can still be opened.
identity-withdrawn-title = You withdrew your identity
# privacy: PRIV-32
identity-withdrawn-text = Nobody can open it any more. What someone has already read, they will still know.
field-name = Full name
field-contact = How to reach me
field-contact-hint = Phone or address, as you choose
field-role = Where I work
field-role-hint = Department and role
field-document = A document
field-document-hint = A work pass, up to { $size }
field-name-hint = As those you choose shall know it
what-name = Full name
what-contact = How to reach them
what-role = Where they work
what-document = A document
said-name = full name
said-contact = how to reach them
said-role = where they work
said-document = a document
document-choose = Choose a file…
document-another = Choose another…
document-too-large = This file is larger than { $size }. It was not taken. Choose a smaller one, such as a photo.
disclose-title = Tell them who you are
# privacy: PRIV-14, PRIV-29
disclose-lead = For the case { $name } only. Your other cases stay as they are.
disclose-what = What do you want to share?
disclose-who = Who may open it?
# privacy: PRIV-29
disclose-others = { $count ->
    [0] All readers of this case
    [one] 1 other reader will not see it
   *[other] { $count } other readers will not see it
}
disclose-nobody = Nobody is chosen yet
# privacy: PRIV-30
disclose-recorded = Each time it is opened, <b>the date, the person and the reason are recorded</b>, and you see them here.
# privacy: PRIV-31
disclose-second = Nobody opens it alone: <b>a second person must agree</b> each time.
# privacy: PRIV-32
disclose-withdraw = You can withdraw at any time. After that, nobody can open it again.
# privacy: PRIV-32
disclose-known = <b>What someone has already read, they will still know.</b> Withdrawing cannot change that.
# privacy: PRIV-29
disclose-preview = This is shared, and nothing else
disclose-to = With
disclose-confirm = To confirm, type the name of this case: { $name }
disclose-confirm-hint = Capitals and extra spaces do not count.
disclose-needs-what = Choose what to share
disclose-needs-text = Fill in what you chose
disclose-needs-who = Choose who may open it
disclose-needs-name = Ready when the name matches
disclose-ready = Ready
disclose-name = Share my name
disclose-some = Share this
withdraw-title = Withdraw your identity?
# privacy: PRIV-32
withdraw-does = <b>Nobody can open it again</b> once your withdrawal has arrived. The server destroys its copy.
# privacy: PRIV-32
withdraw-known = <b>What someone has already read, they will still know.</b>
# privacy: PRIV-30
withdraw-log = The log keeps that you told them, each opening, and that you withdrew. It never had what you said.
# privacy: PRIV-30
withdraw-opened = { $count ->
    [0] Nobody has opened it so far.
    [one] It was opened once so far.
   *[other] It was opened { $count } times so far.
}
withdraw-again = You can tell them again later.
withdraw-not = Keep it as it is
withdraw-now = Withdraw
event-disclosed = You told { $names } who you are, { $day }.
event-disclosed-them = The reporter told { $names } who they are, { $day }.
event-kept = You answered “not now”, { $day }.
event-kept-them = The reporter answered “not now”, { $day }.
event-opening-asked = { $name } asked to open the identity, { $day }: “{ $reason }”
event-opening-approved = { $name } agreed to the opening, { $day }.
event-opening-refused = { $name } did not agree to the opening, { $day }.
event-opened = { $name } opened what you told them of yourself, { $day }: “{ $reason }”
event-opened-them = { $name } opened the identity, { $day }: “{ $reason }”
# privacy: PRIV-32
event-withdrawn = You withdrew your identity, { $day }. Nobody can open it any more.
# privacy: PRIV-32
event-withdrawn-them = The reporter withdrew their identity, { $day }. Nobody can open it any more.

## Opening an identity

desk-identity-unknown = Identity not known
# privacy: none, says only that a reporter may keep it to themselves
desk-identity-unknown-text = The reporter has not said who they are. They never have to.
desk-identity-ask = Ask who they are…
desk-identity-asking = Your question waits to be sent.
desk-identity-asked = Asked who they are
desk-identity-asked-text = { $day }, { $time }: { $name } asked. No answer yet.
desk-identity-mine = Identity disclosed to you
desk-identity-others = Identity disclosed
# privacy: PRIV-29
desk-identity-others-text = To { $names }; not to you.
desk-identity-shared = { $day }, { $time }: { $fields }.
# privacy: PRIV-30
desk-identity-each = Each opening is recorded and shown to the reporter.
# privacy: PRIV-30, PRIV-31
desk-identity-each-second = Each opening is recorded, shown to the reporter, and needs a second person.
desk-identity-pending = You asked to open it. A second person has to agree: { $names }.
# privacy: PRIV-31
desk-identity-agreed = { $name } agreed. You can open it within a day of that.
desk-identity-refused = { $name } did not agree. You can ask again.
desk-identity-withdrawn = Identity withdrawn
# privacy: PRIV-32
desk-identity-withdrawn-text = { $day }, { $time }. Nobody can open it any more.
desk-identity-open = Open identity…
decide-title = { $name } asks to open the identity
# privacy: PRIV-31
decide-text = If you agree, your half of the key goes to { $name }. You do not see the identity.
decide-agree = Agree
decide-refuse = Do not agree
ask-identity-title = Ask who they are?
ask-identity-lead = { $name } decides, and may answer “not now”.
ask-identity-words = Why would it help to know?
ask-identity-hint = The reporter will read these words. You cannot ask again until they have answered.
# privacy: PRIV-30
ask-identity-logged = The log keeps that you asked, not what you wrote.
ask-identity-now = Ask
open-title = Open this person’s identity?
open-lead = { $name } shared with you: { $fields }.
# privacy: PRIV-23, PRIV-30
open-recorded = <b>This is recorded for good:</b> your name, the time and the reason below. Nobody can remove it unnoticed.
# privacy: PRIV-30
open-seen = The reporter sees that you opened it, and why. So do the other readers of this case.
# privacy: PRIV-31
open-second = A second person must agree first. Who can: { $names }.
# privacy: PRIV-31
open-agreed = { $name } has agreed, once.
open-reason = Why do you need to know?
open-reason-hint = The reporter will read this sentence. Do not put anything here that they should not see.
open-now = Open identity
open-ask = Ask for approval
opened-title = What { $name } said of themselves
# privacy: PRIV-33
opened-lead = Shown here only, for two minutes at most. Sotto keeps no copy on this device.
opened-again = Opening it again is another entry, with another reason.
opened-document = { $name }, { $size }
# privacy: none, says how to save it and that this is on the record
opened-document-how = The window does not show documents. To save this one, open the identity with sottoctl; that is recorded, too.
opened-hide = Hide it now
opened-hidden = Hidden again
opened-hidden-text = Two minutes have passed.

## The handler’s desk

desk-nav = Queues
desk-cases = Cases
desk-office = Office
desk-conversation = Conversation with { $name }
desk-choose = Choose a case from the list.
desk-waiting = This device waits for its certificate
desk-waiting-text = Read these six words to the owner of the office, by phone or in person: { $words }. Cases appear here after that.
desk-this-device = This device
desk-synced = { $way }, synced { $time }
desk-by-deadline = By deadline
desk-search = Search your cases
desk-no-match = No case matches.
desk-nothing = Nothing is waiting for you.
queue-new = New
queue-mine = Mine
queue-due = Due soon
queue-waiting = Waiting for reporter
queue-closed = Closed
handler-status-new = New
handler-status-acknowledged = Acknowledged
handler-status-in_review = In review
handler-status-feedback = Feedback given
handler-status-closed = Closed
due-nothing = Nothing is due
due-acknowledge = { $days ->
    [0] Acknowledge today
    [one] Acknowledge within 1 day
   *[other] Acknowledge within { $days } days
}
due-acknowledge-late = { $days ->
    [one] Acknowledge, 1 day late
   *[other] Acknowledge, { $days } days late
}
due-feedback = { $days ->
    [0] Feedback today
    [one] Feedback in 1 day
   *[other] Feedback in { $days } days
}
due-feedback-late = { $days ->
    [one] Feedback, 1 day late
   *[other] Feedback, { $days } days late
}
you-wrote = You wrote: { $text }
case-replying = Draft reply
preview-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
step-acknowledge = Acknowledge
step-feedback = Mark feedback as given
details-status = Status
details-set-status = Status: { $status }. Change it
details-acknowledge-due = Acknowledge by
details-feedback-due = Feedback due
details-readers = Readers
details-add = Add
details-nobody = Nobody else is certified.
details-looking = Looking…
details-left = left { $day }
details-since = since { $day }
details-remove = Remove { $name } from this case
details-labels = Labels
# privacy: PRIV-27
labels-here = Labels stay on this device.
label-add = Add a label
label-type = Find or type a label
label-new = Add “{ $label }”
label-none = Type to make a label.
label-remove = Remove the label { $label }
details-files = Files
keys-title = Keys
keys-move = move
keys-reply = reply
keys-all = all
keys-next = Next case
keys-previous = Previous case
keys-reply-long = Reply
keys-search = Search
keys-close = Close or cancel
keys-everywhere = Everywhere
keys-desk = Cases
keys-queues = Queues
keys-letters-off = Single letters and signs are turned off in the settings.
keys-list = All keys
keys-proceed = Send or continue
keys-region-next = Next part of the page
keys-region-previous = Previous part of the page
keys-open = Open the case
keys-back = Back to the list
keys-assign = Add a reader…
keys-label = Label the case…
keys-status = Change the status…
key-control = Ctrl
key-shift = Shift
key-enter = Enter
key-escape = Esc

## The audit log

audit-title = Audit log
# privacy: PRIV-34
audit-lead = Entries can be added, never changed or removed. This device checks that for itself.
audit-save = Save proof bundle…
audit-save-first = Open an entry first. It is the proof of that entry that is saved.
audit-save-closed = There is no bundle of an entry that you may not read.
audit-saved = Saved as { $name }
audit-saved-how = Whoever has this file and the office’s card, as a link or a file, can check the entry without this server:
# privacy: none, says what is in the file that was just saved
audit-saved-holds = The file holds the entry as the log has it: what happened and when, with ids in place of names.
audit-again = Check again
audit-checking = Checking…
audit-state = State of the log
# privacy: PRIV-34
audit-verified = Verified on this device
# privacy: PRIV-34
audit-not-again = Not checked again
audit-checked = checked { $day }, { $time }
audit-entries = Entries
# privacy: PRIV-34
audit-entries-still = all earlier ones still in place
audit-checkpoint = Checkpoint
audit-made = made { $day }, { $time }
audit-signature = Server signature
audit-signature-valid = Valid
audit-key-since = key known since { $day }
audit-key-changed = by the key in the office’s newest card
audit-witnesses = Witnesses
audit-agree = { $count } of { $all } agree
audit-too-few = { $count } of { $all } agree: too few
audit-none = None named
audit-none-text = The office has named nobody to watch the log.
# privacy: PRIV-34
audit-witnessed = they saw this same log, of { $size } entries
audit-few-text = { $threshold } must agree. Nothing is stopped.
audit-filters = Filters
audit-search = Search entries
audit-parts = Parts of the log
audit-part-everything = Everything
audit-part-identity = Identity
audit-part-cases = Cases
audit-part-team = Team and roles
audit-part-keys = Keys
audit-who = Who
audit-anyone = Anyone
audit-when = When
audit-period-today = Today
audit-period-week = This week
audit-period-month = This month
audit-period-any = Any time
audit-list = Log entries
audit-entry = Entry
audit-entry-of = Entry { $entry }
audit-what = What happened
audit-earlier = Show earlier entries
audit-reading = { $read } of { $size } entries looked at
audit-stop = Stop
audit-found = { $count ->
    [0] No entry matches.
    [one] 1 entry
   *[other] { $count } entries
}
audit-none-yet = No entry matches among the newest { $read }.
audit-begins = The log begins here.
# privacy: PRIV-34
audit-closed = A case you cannot read
# privacy: PRIV-34
audit-closed-holds = Who did what and when, in a case that you do not read, or how somebody else signed in. You see that there is an entry, so that none can be left out.
audit-newer = This entry needs a newer Sotto.
audit-newer-holds = Something that this version of Sotto has no words for. The entry itself was checked.
# privacy: PRIV-34
audit-proven = Proven to be in the log, verified on this device
audit-recorded = What is recorded
audit-case = Case
audit-reason = Reason
audit-reason-said = “{ $reason }”
# privacy: PRIV-30
audit-reason-gone = Its words are not here. The log holds a hash of them.
# privacy: PRIV-12
audit-day = The log stores the day of what a reporter does. Whoever is connected can still note the minute.
audit-hash = Entry hash
audit-proof = Proof
audit-proof-of = { $count ->
    [0] This is the only entry of the checkpoint
    [one] 1 hash leads from this entry to the checkpoint of { $size } entries
   *[other] { $count } hashes lead from this entry to the checkpoint of { $size } entries
}
audit-result = Result
# privacy: PRIV-34
audit-equal = The computed root equals the signed root
audit-copy = Copy proof
audit-show = { $count ->
    [one] Show the hash
   *[other] Show all { $count } hashes
}
audit-hide = Hide the hashes
audit-path = { $count ->
    [0] Entry { $entry } is the signed checkpoint’s only one
    [one] Path from entry { $entry } through 1 hash to the signed checkpoint
   *[other] Path from entry { $entry } through { $count } hashes to the signed checkpoint
}
audit-path-entry = this entry
audit-path-root = signed checkpoint
audit-path-hashes = { $count ->
    [one] 1 neighbouring hash
   *[other] { $count } neighbouring hashes
}
audit-by-reporter = The reporter
audit-by-server = The server
audit-by-unknown = Not in the office’s list
audit-no-case = a case that is not here
audit-unnamed = { $count ->
    [one] one person whom the office’s list does not name
   *[other] { $count } people whom the office’s list does not name
}

## What an entry says happened, and what of it the log records

log-did-case_opened = New report received, { $name }
log-did-case_status = { $name } is now: { $status }
log-did-case_closed = { $name } was closed
log-did-case_joined = Let into { $name }: { $people }
log-did-case_left = No longer in { $name }: { $people }
log-did-case_successor = { $name } goes on in a new room
log-did-case_history_shared = Earlier messages of { $name } handed to a later reader
log-did-case_exported = { $name } was exported
log-did-case_deleted = { $name } was deleted
log-did-identity_disclosed = { $fields_known ->
    [0] { $name } said who they are, to { $people }
   *[other] { $name } shared with { $people }: { $fields }
}
log-did-identity_asked = { $name } was asked who they are
log-did-identity_requested = Approval asked for, to open the identity of { $name }
log-did-identity_approved = { $people_known ->
    [0] Opening approved for { $name }
   *[other] Opening by { $people } approved for { $name }
}
log-did-identity_refused = { $people_known ->
    [0] Opening not approved for { $name }
   *[other] Opening by { $people } not approved for { $name }
}
log-did-identity_opened = Identity of { $name } opened
log-did-identity_withdrawn = { $name } withdrew their identity
log-did-identity_share_moved = Part of the key for { $name } moved to another device
log-did-organisation_created = The office was set up
log-did-card_published = The office’s card was published
log-did-roster_published = The office’s list of people was published, version { $version }
log-did-invitation_created = Somebody was invited as { $role }
log-did-device_joined = A device joined, and waits to be certified
log-did-device_revoked = A device is no longer certified
log-did-role_changed = Somebody’s role changed
log-did-policy_changed = A rule of the office changed
log-did-approval_asked = A second person’s approval was asked for
log-did-approval_given = A second person approved
log-did-approval_declined = A second person declined
log-did-session_opened = Signed in
log-did-session_closed = Signed out
log-did-session_refused = A sign-in was refused
log-did-organisation_exported = Something of the office was exported
log-did-keys_rotated = A key of the server was replaced
log-did-relay_restored = The office restored its server from a copy
# privacy: PRIV-06
log-holds-case_opened = That a report came, through which channel, and its first readers. Not what it says.
log-holds-case_status = The new status. Not why it was set.
log-holds-case_closed = That it was closed. Not why.
# privacy: PRIV-08
log-holds-case_joined = Who reads the case from then on.
# privacy: PRIV-09
log-holds-case_left = Who does not read what is written from then on.
log-holds-case_successor = Which room it was before, and who is in the new one.
# privacy: PRIV-06
log-holds-case_history_shared = That earlier messages were handed on, and to whom. Not what they say.
# privacy: PRIV-06
log-holds-case_exported = That it was exported, and by whom. Not what it says.
# privacy: PRIV-06
log-holds-case_deleted = That it was deleted. What it said was never in the log.
# privacy: PRIV-30
log-holds-identity_disclosed = That a disclosure happened, for whom, and a sealed fingerprint of it. Not the name itself.
# privacy: PRIV-30
log-holds-identity_asked = That the question was asked. Not its words.
# privacy: PRIV-30
log-holds-identity_requested = Who asked to open it, when, and a salted hash of the reason. Not its words.
log-holds-identity_approved = Who agreed, when, and to which request.
log-holds-identity_refused = Who did not agree, when, and to which request.
# privacy: PRIV-30
log-holds-identity_opened = Who opened it, when, and a salted hash of the reason. Not what was read.
# privacy: PRIV-30
log-holds-identity_withdrawn = That it was withdrawn. Not what it was.
log-holds-identity_share_moved = Which device has the part of the key from then on.
log-holds-organisation_created = When the office was set up, and by which device.
log-holds-card_published = The version of the card, and a hash of it.
log-holds-roster_published = The version of the list, and a hash of it.
log-holds-invitation_created = The role that was offered, and half of a hash of the invitation.
log-holds-device_joined = The id of the device.
log-holds-device_revoked = The id of the device.
log-holds-role_changed = The role before, and the role after.
log-holds-policy_changed = The rule, and its value before and after.
log-holds-approval_asked = What was asked for, and by whom.
log-holds-approval_given = What was agreed to, and by whom.
log-holds-approval_declined = What was not agreed to, and by whom.
log-holds-session_opened = Who signed in, and when.
log-holds-session_closed = Who signed out, and when.
log-holds-session_refused = That a sign-in was refused, and when.
log-holds-organisation_exported = What was exported, and by whom.
log-holds-keys_rotated = Which key was replaced.
log-holds-relay_restored = The checkpoint of the copy. What came after it may be missing: ask those who sent it.

## Commands

commands-title = Commands
commands-search = Type a command, or the name of a case
commands-actions = Actions
commands-none = No command and no case matches.
command-queue = Queue: { $queue }
command-status = Set the status: { $status }

## The office

working = Working…
person-name = Your name
# privacy: PRIV-11
person-name-hint = Colleagues, reporters and whoever has the office’s card can see it.
person-title = Your title
person-title-hint = Such as “Head of Integrity” or “Case handler”.
join-crumb = Join an office
join-title = Join with an invitation
join-lead = The owner of your office gave you a link. It works once.
join-link = Invitation
join-button = Join
join-setup = Set up an office instead…
join-done = Read these six words to the owner
# privacy: PRIV-25
join-done-lead = By phone or in person, not through this server. They stand for the key of this device.
join-done-why = When the owner has entered them, this device is certified and cases appear.
setup-crumb = Set up an office
setup-title = Set up an office
setup-lead = Whoever runs the server has a set-up link. It works once. This device becomes the owner’s.
setup-link = Set-up link
setup-name = Name of the office
# privacy: PRIV-11
setup-name-hint = Reporters see it, such as “Northmere Integrity Office”.
setup-email = Your email address
# privacy: PRIV-11
setup-email-hint = Whoever runs the server can read it. Sotto sends no email.
setup-button = Set up
setup-done = The office is set up
setup-done-lead = Publish the card’s link. Publish the six words by another way, such as a poster.
setup-card = The card’s link
setup-code = QR code of the card’s link
setup-words = Six key words of the office
# privacy: PRIV-25
setup-words-hint = Reporters compare them, to be sure that the card is yours.
setup-open = Open the desk
team-title = Team
team-invite = Invite…
team-waiting = Has joined, and waits for you to compare the key words.
team-certify = Certify
team-certify-open = Certify…
team-certified = Certified
team-revoked = No longer certified
team-one-device = Only one device is certified
team-one-device-text = If it is lost, the office loses its cases. Certify a second one before you publish the card.
team-card = The office’s card
# privacy: PRIV-11
team-card-text = Reporters need it to write to you. You can publish it.
role-OWNER = Owner
role-ADMIN = Administrator
role-MANAGER = Manager
role-MEMBER = Member
role-VIEWER = Viewer
certify-title = Certify the device of { $name }
# privacy: PRIV-25
certify-how = Call the person, or meet. Have them read the six words that their Sotto shows, and type them here. Do not take the words from a message that came through this server.
certify-words = The six words that you heard
certify-count = { $count } of 6 words
invite-title = Invite a colleague
invite-how = Sotto sends no email. You get a link that works once. Hand it over yourself.
invite-email = Their email address
invite-make = Make an invitation
invite-link = Invitation
invite-done = Hand this link to your colleague. When they have joined, certify their device by its key words.

## Help

help-computer = Is it safe to use this computer?
# privacy: none, a warning: nothing that Sotto does prevents it
help-computer-1 = Do not report from a computer that your employer owns or looks after. Whoever controls it can see the screen and what you type.
help-computer-2 = Use your own device, at home or on a network that is not your employer’s.
# privacy: PRIV-15
help-computer-3 = Sotto encrypts what it keeps, but other people can see that it is installed.
# privacy: PRIV-13
help-computer-4 = On a direct connection your network provider can see that you reach the office’s server, though not what you send.
managed-title = Somebody else seems to look after this computer
# privacy: none, a warning: nothing that Sotto does prevents it
managed-text = Found here: { $found }. Whoever looks after it may see the screen and what you type. If you can, use a device of your own.
managed-domain = membership in an organisation’s domain
managed-authority = an added certificate authority
help-after = What happens after I send a report?
# privacy: PRIV-02, PRIV-06, PRIV-08
help-after-1 = The people whom you can see before sending can read it. Whoever joins later reads only what is written from then on. We can read none of it.
help-after-2 = They confirm receipt within 7 days and tell you what was done within 3 months. European law asks this of them.
# privacy: PRIV-10
help-after-3 = They may ask you questions. You answer under your made-up name.
help-after-4 = You can add to your report. You cannot take it back.
help-good = What makes a report easy to act on?
help-good-1 = Say what you saw yourself, and what you heard from others. Keep the two apart.
help-good-2 = Give times, places and amounts as well as you remember them.
help-good-3 = You do not need proof. Say who or what could show that it is true.
help-writing = Help me not to give myself away
help-writing-1 = Leave out what only you could know, unless it matters.
help-writing-2 = Turns of phrase can point to you. Short, plain sentences say less about their writer.
help-writing-3 = Say “in spring” instead of a day, if only you were there on that day.
help-writing-4 = Your made-up name is for this case alone. Do not use one that you use elsewhere.
# privacy: PRIV-03
help-writing-5 = Photos and documents can hold a name, a place or a device inside. Sotto does not remove these yet.

## Errors: what happened, what is safe, what to do

# privacy: PRIV-16
error-wrong_passphrase = That passphrase does not open this vault. Check the order of the words and try again.
error-vault_damaged = The vault’s files are damaged. Nothing was changed. Make a copy of the folder before you do anything else.
error-vault_newer = A newer Sotto wrote this vault. Nothing was changed. Install the newer version to open it.
# privacy: PRIV-22
error-vault_rolled_back = This vault was restored, or an older copy of it was put back. Cases go on in a new room; what this copy does not have is shown as missing.
error-vault_exists = There already is a vault here. Nothing was changed. Unlock it instead.
error-vault_absent = There is no vault here yet. Create one first.
# privacy: PRIV-19
error-vault_locked = The vault is locked. What was saved is still here. Unlock it to go on.
error-profile_in_use = Sotto is already open with this vault. Use the other window, or close it first.
# privacy: PRIV-19
error-disk_full = This disk is full. What was saved before is safe. Make room and try again.
error-keyring_unavailable = This vault needs your system’s keyring, and there is none running. Nothing was changed. Start it and try again.
error-keyring_locked = This vault needs your system’s keyring, and it is locked. Nothing was changed. Unlock it and try again.
error-backup_invalid = This is not a whole backup of Sotto, or it was altered. No vault was made. Copy the file again, or take another backup.
error-backup_newer = A newer Sotto wrote this backup. No vault was made. Install the newer version to restore it.
# privacy: PRIV-46
error-nothing_to_restore = No case of this recovery phrase is listed for these cards. Nothing was made. Check that it is the right card. A case that was sent today is listed from tomorrow on.
# privacy: PRIV-47
error-case_elsewhere = This case goes on on another device with your recovery phrase. What is here stays here. Nothing more is sent from here.
error-phrase_invalid = These are not the twelve words of a recovery phrase. Check each word and their order.
error-passphrase_too_weak = This passphrase is too easy to guess. Use at least five words. Length protects you more than symbols do.
error-card_invalid = This is not the card of an office. Nothing was added. Copy the whole link and try again.
error-card_picture_unreadable = No code can be read in this picture. Nothing was added. Take a sharper picture, or paste the link.
error-card_signature_invalid = This card was not signed by the office that it names. Nothing was added. Ask the office for its card another way.
# privacy: none, only says that a card is missing
error-organisation_unknown = The card of this office is not on this device. Add it first.
# privacy: PRIV-07, PRIV-19
error-roster_invalid = The office’s list of readers is not validly signed. Sotto does not use it. Your drafts are safe here.
# privacy: PRIV-19
error-roster_expired = The office has not renewed its list of readers in time. New reports wait until it does. Your drafts are safe here.
# privacy: PRIV-19
error-no_reader = Nobody at the office can receive reports right now. Yours is safe on this device, and goes out when somebody can.
# privacy: PRIV-19, PRIV-23
error-roster_older = The server showed an older list of readers than this device has seen. Nothing was sent. Your drafts are safe here.
# privacy: PRIV-07, PRIV-19
error-reader_not_certified = Among the readers is somebody whom the office’s own key does not certify. Sotto does not let them in. What you wrote is safe on this device.
# privacy: PRIV-19
error-held = This is paused. It stays on this device until you let it go on.
# privacy: none, says what is not known
error-may_have_left = This may have arrived already, so it cannot be called back. Sotto finds out when it is next connected.
# privacy: PRIV-02
error-readers_changed = Other people would read this than those you approved. Nothing was sent. Look at the readers and decide again.
error-not_permitted = Your role does not allow this. Nothing was changed. Ask the owner of the office.
error-not_found = This is not here any more.
error-invite_invalid = This invitation is not valid, or it was used. Nothing was changed. Ask for a new one.
error-setup_link_invalid = This link is not valid, or it was used. Nothing was changed. Ask whoever runs the server for a new one.
error-clock_wrong = This device’s clock is far from the server’s. Nothing was set up. Set the clock, then use the same link again.
# privacy: PRIV-25
error-key_words_mismatch = These are not the key words of that device. Nothing was changed. If you heard them right, somebody may stand in between: stop and ask by another way.
# privacy: PRIV-19
error-relay_unreachable = The server cannot be reached. What you wrote is safe on this device, and is sent when the network is back.
# privacy: PRIV-19, PRIV-35
error-proxy_unreachable = No Tor or proxy answers there. Nothing goes another way. What you wrote is safe on this device.
# privacy: PRIV-19, PRIV-35
error-tor_unreachable = Tor could not be reached. Nothing goes another way. What you wrote is safe on this device.
error-bridge_invalid = One of the lines is not a bridge. Copy each line whole, as you were given it.
error-bridge_program_missing = A bridge asks for a disguise that no program on this computer can put on. Install lyrebird or obfs4proxy, or ask for bridges without obfs4.
# privacy: PRIV-19
error-relay_restoring = The office’s server was put back from a copy, and the office has yet to confirm it. What you wrote is safe on this device, and is sent then.
# privacy: PRIV-13
error-relay_identity_mismatch = Something other than the office’s server answered, perhaps a proxy at work. Sotto told it nothing. Try another network.
# privacy: PRIV-19
error-version_unsupported = This Sotto and the server have no version in common. What you wrote is safe. Install the newest version.
# privacy: PRIV-19, PRIV-23
error-log_inconsistent = The server’s log does not match what this device saw before. Sotto has stopped sending. Your drafts are safe here. Ask the office by another way.
# privacy: PRIV-19, PRIV-24
error-entry_missing = The server does not show a record that it must have. Sotto does not rely on it. What you wrote is safe on this device. Ask the office by another way.
error-message_invalid = A message did not keep the rules and was left out. The rest of the case is unharmed.
error-message_too_large = This message is too large to be sent. It is still here. Shorten it, or send it in parts.
error-case_exists = This case exists already. Sotto tries again with new keys.
# privacy: PRIV-19, PRIV-22
error-successor_wanted = This case has to go on in a new room, which only the reporter’s device can open. What was written is safe.
error-attachment_missing = The file is not there any more. Choose it again, or remove it.
error-attachment_unreadable = The file cannot be read. Check that you may open it, then choose it again.
error-attachment_too_large = This file is larger than 4 GiB, and was not added. Split it, or leave it out.
error-too_many_attachments = A report or message takes 64 files. This one was not added. Send the rest in another message.
# privacy: PRIV-19
paused-attachment_missing = Sotto’s own copy of a file is gone from this device, so this was not sent. Your words are safe here. Write once more, with the file.
# privacy: PRIV-19
paused-attachment_unreadable = Sotto’s own copy of a file is damaged, so this was not sent. Your words are safe here. Write once more, with the file.
# privacy: PRIV-19
paused-quota_exceeded = The server has no room left for this. What you wrote is safe on this device. Try again later.
# privacy: PRIV-19
error-quota_exceeded = The server has no room left for this. What you wrote is safe on this device. Try later, or remove a large file.
error-puzzle_required = The server asks this device for some work first. Sotto does it and tries again.
error-name_invalid = This name is empty, too long, or has characters that names do not have.
error-label_invalid = This label is empty, too long, or has characters that labels do not have. Nothing was changed. Type another one.
error-too_many_labels = A case takes 20 labels. Nothing was changed. Remove another label first.
error-file_exists = A file with this name is there already. It was not replaced. Choose another name.
# privacy: PRIV-19
error-io_failed = Reading or writing a file failed. What was saved before is safe. Try again.
error-pseudonym_mismatch = That is not the name of this case. Nothing was shared. Type it as it stands there.
# privacy: none, says what waits
error-already_disclosed = Who you are is told in this case already, or waits to be sent. Nothing was changed. Withdraw it first.
# privacy: PRIV-32
error-withdrawn = The reporter has withdrawn it. Nobody can open it any more. Nothing was opened.
# privacy: PRIV-31
error-approval_pending = A second person has not agreed, or the agreement was used or is older than a day. Nothing was opened. Ask for approval again.
error-opening_key_lost = This device does not have the key to what was disclosed. Nothing was opened. Use the device that you had then, or ask the reporter to tell you again.
error-already_asked = The reporter was asked already, and has not answered yet. Nothing was changed.
error-already_handler = This vault already belongs to a handler. Use another vault for another office.
error-bad_request = Sotto could not understand what was asked. Nothing was changed.
# privacy: PRIV-19
error-internal = Something in Sotto went wrong. What was saved before is safe. Try again, or start Sotto anew.
