### The words of Sotto. Plain, exact, unhurried; see the glossary in docs/architecture.md.
### A sentence about what somebody can or cannot learn must match a tested property.

## Everywhere

close = Schließen
continue = Weiter
undo = Rückgängig
undo-key = Zuletzt Entferntes zurückholen
removed-draft = Entwurf gelöscht
removed-file = { $name } entfernt
removed-label = Schlagwort { $label } entfernt
removed-for-good = Sie können das zurücknehmen, bis diese Meldung verschwindet. Dann ist es endgültig gelöscht.
try-again = Erneut versuchen
copy = Kopieren
copied = Kopiert
cancel = Abbrechen
more-about = Mehr zu { $name }
lock-now = Jetzt sperren
locking = Wird gesperrt…
nav-where = Wo Sie sind
nav-reports = Ihre Meldungen
day-and-time = { $day }, { $time }
connection-offline = Offline
connection-connecting = Verbindet…
connection-direct = Direkt
connection-no_proxy = Offline
connection-no_tor = Offline
connection-tor = Über Tor
connection-proxy = Über einen Proxy
offline-title = Sie sind offline.
offline-proxy = Ihr Tor oder Proxy antwortet nicht. Nichts geht einen anderen Weg.
offline-tor = Tor ist nicht verbunden. Nichts geht einen anderen Weg.
offline-writing = Schreiben Sie ruhig weiter. Nichts verlässt dieses Gerät, bevor Sie es senden.

## Making the vault

slogan = Sprechen Sie es an. Zu Ihren Bedingungen.
promise-offline = Offline schreiben, ohne Eile
promise-offline-text = Nichts, was Sie schreiben, verlässt dieses Gerät, bevor Sie auf „Senden“ drücken.
promise-sealed = Versiegelt, bevor etwas hinausgeht
promise-sealed-text = Nur Personen, die die Stelle bestätigt hat, können Ihre Meldung öffnen. Wer das ist, können Sie vor dem Senden sehen.
promise-account = Kein Konto, kein Name
promise-account-text = Eine Meldung braucht keine E-Mail-Adresse, keine Telefonnummer und keinen Namen. Wer Sie sind, sagen Sie nur, wenn Sie wollen.
first-title = Legen Sie Ihren Tresor an
first-lead = Ihre Entwürfe und Fälle werden auf diesem Gerät verschlossen aufbewahrt. Wählen Sie eine Passphrase, die nur Sie kennen.
passphrase = Passphrase
passphrase-again = Noch einmal eingeben
passphrase-suggest = Fünf Wörter vorschlagen
passphrase-show = Zeigen
passphrase-hide = Verbergen
passphrase-hint = Fünf Wörter ohne Zusammenhang sind leichter zu merken und schwerer zu erraten als ein kurzes Passwort mit Sonderzeichen.
passphrase-differs = Die beiden stimmen nicht überein. Geben Sie die Passphrase noch einmal ein.
strength-too_weak = Zu leicht zu erraten.
strength-fair = Ausreichend.
strength-good = Gut.
strength-strong = Stark.
first-forget = Falls Sie die Passphrase vergessen
first-recovery = Ich möchte Wiederherstellungswörter
first-recovery-hint = Zwölf Wörter, die Sie auf Papier schreiben und fern von diesem Gerät verwahren. Mit ihnen und der Karte der Stelle bekommen Sie Ihre Fälle zurück.
first-no-recovery = Kein Weg zurück
first-no-recovery-hint = Wenn ich sie vergesse, ist alles in diesem Tresor verloren. Niemand kann ihn wieder öffnen, auch wir nicht.
first-create = Tresor anlegen
first-creating = Der Tresor wird angelegt…
first-work-computer = Ist das ein Arbeitscomputer?
first-read-this = Lesen Sie zuerst dies.
first-before = Haben Sie Sotto schon benutzt?
first-restore = Aus zwölf Wörtern wiederherstellen.
first-backup = Eine Sicherung öffnen.
first-handler = Bearbeiten Sie Fälle?
first-join = Mit einer Einladung beitreten.
first-setup = Eine Stelle einrichten.
first-join-chosen = Danach treten Sie mit Ihrer Einladung bei.
first-setup-chosen = Danach richten Sie die Stelle ein. Wählen Sie die Wiederherstellungswörter: Aus ihnen entsteht der eigene Schlüssel der Stelle.
words-title = Schreiben Sie zwölf Wörter auf
words-lead = Schreiben Sie sie auf Papier, in dieser Reihenfolge. Sotto zeigt sie nur jetzt.
words-list = Ihre Wiederherstellungswörter
words-keep = Verwahren Sie das Papier dort, wo niemand danach sucht, fern von diesem Gerät.
words-danger = Wer diese Wörter hat, hat die Schlüssel Ihrer Fälle. Ein Foto davon ist eine Kopie.
words-done = Ich habe sie aufgeschrieben
words-ask-title = Zwei Wörter zur Probe
words-ask-lead = Sehen Sie auf Ihr Papier. So wissen Sie, dass es stimmt.
words-ask = Wort { $number }
words-wrong = Das ist nicht, was Sotto gezeigt hat. Sehen Sie auf das Papier oder noch einmal auf die Wörter.
words-check = Prüfen und weiter
words-again = Wörter noch einmal zeigen

restore-title = Aus zwölf Wörtern wiederherstellen
restore-lead = Tippen Sie die Wörter von Ihrem Papier ab. Groß- und Kleinschreibung sind gleich.
restore-new = Stattdessen neu anfangen
restore-incomplete = Es sind zwölf Wörter, und hier fehlen welche.
restore-unknown = Wort { $number } kommt nie vor. Sehen Sie auf Ihr Papier.
restore-unknown-near = Wort { $number } kommt nie vor. Ist es eines von diesen?
restore-unrelated = Alle Wörter kommen vor, aber sie gehören nicht zusammen. Eines ist falsch, oder zwei haben den Platz getauscht.
restore-swap = Wörter { $one } und { $next } tauschen
restore-offices-title = Wo haben Sie gemeldet?
restore-offices-lead = Fügen Sie die Karte jeder Stelle hinzu, der Sie gemeldet haben. Ihre Fälle werden durch die Wörter und die Karten zusammen gefunden.
restore-office-remove = { $name } entfernen
restore-back-words = Zurück zu den Wörtern
restore-passphrase-title = Wählen Sie eine Passphrase
restore-passphrase-lead = Sie verschließt Ihre Fälle auf diesem Gerät. Es muss nicht die von früher sein.
restore-contact = Sotto fragt jetzt den Server jeder Stelle nach einer Liste, die für alle gleich ist, und sucht selbst darin. An der Liste sieht der Server nicht, welche Fälle Ihre sind; jeder gefundene Fall wird danach über eine eigene Verbindung geholt.
restore-begin = Meine Fälle suchen
restore-working = Ihre Fälle werden gesucht…
restore-back-offices = Zurück zu den Stellen
restore-found =
    { $count ->
        [0] Ihr Tresor ist da, und es ist kein Fall darin
        [one] Ein Fall ist gefunden
       *[other] { $count } Fälle sind gefunden
    }
restore-found-lead = Sie kommen nacheinander, jeder über eine eigene Verbindung. Sobald sie da sind, können Sie wieder darin schreiben.
restore-found-said = Was früher gesagt wurde, steckt nicht in den Wörtern. Die Stelle kann es im Fall übergeben: Bitten Sie dort darum.
restore-found-elsewhere = Hat ein anderes Gerät diese Fälle noch, so erfährt es davon und sendet darin nichts mehr.
restore-founded = Der Gründungsschlüssel von { $offices } ist wieder in diesem Tresor. Dieses Gerät ist noch nirgends beglaubigt: Es kann die Fälle der Stelle nicht lesen.
restore-enter = Zu meinen Fällen
open-backup-title = Eine Sicherung öffnen
open-backup-lead = Wählen Sie die Datei, die Sotto gespeichert hat. Daraus entsteht Ihr Tresor.
open-backup-choose = Datei wählen…
open-backup-another = Eine andere wählen…
open-backup-passphrase = Passphrase der Sicherung
open-backup-hint = Die, die den Tresor öffnete, als die Sicherung gespeichert wurde. Sie öffnet auch den Tresor hier.
open-backup-open = Sicherung öffnen
open-backup-working = Die Sicherung wird gelesen…
open-backup-wrong = Diese Passphrase öffnet diese Sicherung nicht. Es wurde kein Tresor angelegt. Prüfen Sie die Reihenfolge der Wörter und versuchen Sie es noch einmal.
open-backup-unreadable = Die Datei lässt sich nicht zu Ende lesen, oder der Tresor lässt sich nicht schreiben. Es wurde kein Tresor angelegt. Versuchen Sie es noch einmal, oder wählen Sie eine andere Datei.
back-title = Ihr Tresor ist wieder da
back-cases =
    { $count ->
        [0] Es ist kein Fall darin.
        [one] Ein Fall ist da, mit allem, was darin gesagt wurde.
       *[other] { $count } Fälle sind da, mit allem, was darin gesagt wurde.
    }
back-drafts =
    { $count ->
        [one] Ein Entwurf ist da.
       *[other] { $count } Entwürfe sind da.
    }
back-held =
    { $count ->
        [one] Etwas sollte noch gesendet werden und ist angehalten
       *[other] { $count } Sendungen warteten noch und sind angehalten
    }
back-held-text =
    { $count ->
        [one] Es kann nach dem Speichern der Sicherung abgegangen sein. Sehen Sie es in seinem Fall an, und senden Sie es doch oder holen Sie es zurück.
       *[other] Sie können nach dem Speichern der Sicherung abgegangen sein. Sehen Sie jede in ihrem Fall an, und senden Sie sie doch oder holen Sie sie zurück.
    }
back-later = Was nach der Sicherung kam, fehlt. Wo ein Fall weitergeht, wird die Lücke angezeigt.
back-alone = Benutzen Sie von jetzt an nur diesen Tresor. Hat das andere Gerät noch einen, lassen Sie ihn ruhen.
back-identities = Identitäten, die früher für Sie offengelegt wurden, sind in keiner Sicherung. Bitten Sie die meldende Person, sie neu offenzulegen.

## Unlocking

unlock = Entsperren
unlock-working = Wird geöffnet…
unlock-title = Entsperren Sie Ihren Tresor
unlock-lead = Ihre Entwürfe und Fälle liegen verschlüsselt auf diesem Gerät.
unlock-asked = Sie haben ihn gesperrt. Was gespeichert war, ist noch hier.
unlock-idle = Er hat sich selbst gesperrt, weil er eine Weile nicht benutzt wurde. Was gespeichert war, ist noch hier.
unlock-away = Er hat sich gesperrt, als dieser Computer gesperrt wurde oder schlafen ging. Was gespeichert war, ist noch hier.
unlock-removed = Nicht alles ließ sich entfernen. Wählen Sie noch einmal „Keine Spur hinterlassen“.
trace-leave = Keine Spur hinterlassen…
trace-title = Alles von diesem Gerät entfernen?
trace-text = Das zerstört den Schlüssel Ihres Tresors. Von da an kann niemand auf diesem Gerät Ihre Entwürfe, Ihre Antworten und { $count ->
    [one] 1 Fall
   *[other] { $count } Fälle
} öffnen.
trace-text-locked = Das zerstört den Schlüssel Ihres Tresors, ohne ihn zu öffnen. Von da an kann niemand auf diesem Gerät etwas darin öffnen.
trace-sent = Was Sie schon gesendet haben, bleibt bei den Bearbeitenden.
trace-no-way-back = Ohne die zwölf Wörter auf Papier oder eine Sicherung, falls Sie eines davon haben, kann es niemand zurückholen, auch wir nicht.
trace-others = Sotto kann nicht entfernen, was andere gesehen oder behalten haben: Systemprotokolle, Bildschirmfotos, eine Sicherung dieses Computers. Dass Sotto hier war, bleibt sichtbar.
trace-keep = Alles behalten
trace-hold = Zum Entfernen halten
trace-again = Zum Entfernen noch einmal drücken
hold-seconds = { $seconds } s
trace-removed = Alles wurde von diesem Gerät entfernt
trace-removed-text = Zuerst wurde der Schlüssel des Tresors zerstört, dann seine Dateien.
remove-case = Diesen Fall von diesem Gerät entfernen…
remove-case-title = { $name } von diesem Gerät entfernen?
remove-case-text = Das zerstört die Schlüssel des Falls, seine Worte und seine Dateien auf diesem Gerät. Von da an kann sie hier niemand öffnen.
remove-case-answers = Sie können hier die Antworten nicht mehr lesen und in diesem Fall nicht mehr schreiben. Die Bearbeitenden erfahren davon nichts.
remove-case-keep = Fall behalten

## Locking by itself

idle-title = Sotto sperrt sich bald
idle-text = Es wurde eine Weile nicht benutzt. Was Sie geschrieben haben, ist gespeichert. Jede Taste hält es offen.
idle-keep = Offen halten

## Settings

settings-title = Einstellungen
settings-lead = Diese Einstellungen liegen im Tresor. Bis er offen ist, richtet sich Sotto nach dem System.
settings-language = Sprache
settings-language-system = Wie im System
settings-theme = Darstellung
settings-contrast = Kontrast
settings-text = Schriftgröße
theme-system = Wie im System
theme-light = Hell
theme-dark = Dunkel
contrast-system = Wie im System
contrast-more = Mehr
text-normal = Normal
text-large = Groß
text-larger = Größer
settings-lock = Von selbst sperren
settings-lock-hint = Nach dieser Zeit ohne Benutzung, auch während der Computer schläft.
settings-minutes = { $minutes ->
    [one] Nach 1 Minute
   *[other] Nach { $minutes } Minuten
}
settings-keys = Einzelne Buchstaben als Kürzel
settings-keys-hint = J, K, R und andere, wenn kein Feld den Fokus hat.
settings-news = Sagen, wenn etwas Neues da ist
settings-news-hint = Während Sie woanders hinsehen, zeigt dieses Gerät eine Mitteilung. Darin steht „Sotto“ und sonst nichts. Wer diesen Bildschirm sieht, kann sie sehen.
settings-wait = Vor dem Senden eine zufällige Zeit warten
settings-wait-hint = Was Sie senden, geht zu einer zufälligen Zeit innerhalb von sechs Stunden hinaus, während Sotto offen und entsperrt ist. Sie können es jedes Mal anders wählen.
wait-without_tor = Außer über Tor
wait-always = Immer
wait-never = Nie
settings-connection = Verbindung
way-direct = Direkt
way-own_tor = Tor
way-tor = Anderes Tor
way-proxy = Proxy
way-direct-text = Sotto verbindet sich direkt. Der Server der Stelle und alle, die das Netz beobachten, können sehen, dass dieses Gerät ihn kontaktiert.
way-own_tor-text = Sotto verbindet sich über das Tor, das es mitbringt. Fälle, die Sie melden, nehmen je einen eigenen Weg. Der Server der Stelle sieht Ihre Netzwerkadresse nicht. Wer Ihr Netzwerk beobachtet, kann sehen, dass Sie Tor verwenden, es sei denn, eine Brücke verschleiert es. Wenn Tor sich nicht verbindet, geht nichts einen anderen Weg.
way-other-network = Dieses Sotto wurde mit einem anderen als dem öffentlichen Tor-Netzwerk gestartet. Es verbirgt womöglich nicht, wer Sie sind.
way-bridges-needed = Ist Tor bei Ihnen gesperrt?
way-bridges-text = Eine Brücke ist ein Zugang zu Tor, der nicht öffentlich verzeichnet ist. Sie können das Tor-Projekt darum bitten: unter bridges.torproject.org, an einem Computer, den niemand mit Ihnen verbindet, oder per E-Mail an bridges@torproject.org.
way-bridges = Brücken
way-bridges-hint = Eine je Zeile, so wie Sie sie bekommen haben. Leer lassen, um über öffentliche Relays zu gehen.
tor-ready = Tor ist verbunden.
tor-connecting = Verbindung zu Tor: { $percent } %
tor-progress = Verbindung zu Tor
tor-offline = Im Netzwerk antwortet nichts. Tor versucht es weiter.
tor-filtered = Etwas in Ihrem Netzwerk lässt Tor nicht durch. Eine Brücke kann helfen.
tor-clock = Die Uhr dieses Geräts scheint falsch zu gehen, sodass Tor sich nicht verbinden kann. Stellen Sie die Uhr.
way-tor-text = Sotto verbindet sich über ein Tor, das schon läuft. Fälle, die Sie melden, nehmen jeder einen eigenen Weg. Der Server der Stelle sieht Ihre Netzwerkadresse nicht. Wer Ihr Netz beobachtet, kann sehen, dass Sie Tor benutzen. Wenn Tor nicht antwortet, geht nichts einen anderen Weg.
way-proxy-text = Sotto verbindet sich über einen SOCKS5-Proxy. Der Server der Stelle sieht die Netzwerkadresse des Proxys. Wer den Proxy betreibt, kann sehen, welchen Server Sie erreichen. Wenn er nicht antwortet, geht nichts einen anderen Weg.
way-tor-none = Auf diesem Gerät wurde kein Tor gefunden
way-tor-start = Starten Sie den Tor Browser oder das Tor Ihres Systems und suchen Sie noch einmal.
way-look = Noch einmal suchen
way-address = Adresse
way-address-hint = Zahlen und ein Port, zum Beispiel 127.0.0.1:9050
way-address-wrong = Das ist keine Adresse aus Zahlen mit einem Port. Ein Name müsste nachgeschlagen werden, und andere könnten das sehen.
way-take = So verbinden
way-taken = Dieser Weg wird jetzt benutzt.
way-until = Bis dahin: { $way }
way-unknown = Ein neueres Sotto hat einen Weg gewählt, den dieses nicht kennt. Nichts wird gesendet, bis Sie hier einen wählen.
backup-title = Sicherung
backup-lead = Eine Datei mit dem, was dieser Tresor jetzt enthält, falls dieses Gerät verloren geht. Sie ist verschlüsselt. Ihre Passphrase öffnet sie auf jedem Gerät.
backup-holds = Sie enthält Ihre Entwürfe, Ihre Fälle mit dem, was darin gesagt wurde, Dateien und Einstellungen.
backup-lacks = Sie enthält nicht, was später kommt, und nicht die zwölf Wörter auf Papier.
backup-lacks-handler = Sie enthält nicht, was später kommt, nicht die zwölf Wörter auf Papier und keine Identitäten, die für Sie offengelegt wurden.
backup-keep = Was Sie später löschen, bleibt in der Sicherung. Wer die Datei hat, kann unbegrenzt Passphrasen raten. Verwahren Sie sie, wo niemand danach sucht.
backup-passphrase = Ihre Passphrase
backup-save = Sicherung speichern…
backup-saving = Die Sicherung wird gespeichert…
backup-wait = Bei großen Dateien dauert das eine Weile. Sperrt sich Sotto vorher, wird nichts gespeichert.
backup-saved = { $name } ist gespeichert
backup-disk-full = Dort ist kein Platz für die Sicherung. Nichts wurde gespeichert. Schaffen Sie Platz, oder wählen Sie einen anderen Ort.
backup-unwritable = Die Sicherung kann dort nicht geschrieben werden. Nichts wurde gespeichert. Wählen Sie einen anderen Ort, oder versuchen Sie es noch einmal.

## The first page

home-title = Ihre Meldungen
home-lead = Den Stellen wird nicht mitgeteilt, dass diese Fälle zusammengehören.
home-write = Meldung schreiben
home-more = { $count ->
    [one] Einen weiteren zeigen
   *[other] { $count } weitere zeigen
}
home-cases = Fälle
home-drafts = Entwürfe, nur auf diesem Gerät
home-before = Bevor Sie schreiben
case-unread = { $count ->
    [one] 1 neue Antwort
   *[other] { $count } neue Antworten
}
case-written = Geschrieben: { $day }
case-changed = Zuletzt geändert: { $day }
case-closed = Abgeschlossen: { $day }
case-waiting = Wartet auf das Senden
case-paused = Braucht Ihre Entscheidung
status-new = Gesendet
status-acknowledged = Eingang bestätigt
status-in_review = In Bearbeitung
status-feedback = Rückmeldung gegeben
status-closed = Abgeschlossen
draft-untitled = Entwurf ohne Titel
draft-progress = Schritt { $step } von 5. Zuletzt geändert: { $day }, { $time }
draft-delete = Entwurf löschen
empty-title = Hier ist noch nichts
empty-lead = Wenn Sie eine Meldung schreiben, bleibt sie auf diesem Gerät, bis Sie sich entscheiden, sie zu senden. Sie können jederzeit aufhören und später weiterschreiben.
empty-handler = Ich bearbeite Fälle…
empty-offline = Sie sind offline, und das ist in Ordnung
empty-offline-text = Sie können jetzt schreiben und Dateien hinzufügen. Solange Sie nur schreiben, verbindet sich Sotto nicht.
empty-online = Sie sind verbunden
how-title = So läuft es ab
how-1 = Sie beschreiben mit eigenen Worten, was geschehen ist.
how-2 = Sie können sehen, wer Ihre Meldung dann lesen kann, und senden sie.
how-3 = Innerhalb von 7 Tagen bestätigt die Stelle den Eingang. Innerhalb von 3 Monaten teilt sie Ihnen mit, was unternommen wurde.
how-4 = Sie können sich unter einem erfundenen Namen mit der Stelle austauschen. Wer Sie sind, sagen Sie nur, wenn Sie wollen.
now-title = Im Moment
now-direct = Sie sind direkt verbunden. Der Server kann Ihre Netzwerkadresse sehen, nicht aber, was Sie schreiben.
now-tor = Sie sind über Tor verbunden. Der Server kann weder Ihre Netzwerkadresse sehen noch, was Sie schreiben.
now-proxy = Sie sind über einen Proxy verbunden. Der Server kann die Netzwerkadresse des Proxys sehen, nicht aber, was Sie schreiben.
now-no_proxy = Ihr Tor oder Proxy antwortet nicht. Nichts geht einen anderen Weg, und alles, was Sie schreiben, bleibt auf diesem Gerät.
now-no_tor = Tor ist nicht verbunden. Nichts geht einen anderen Weg, und alles, was Sie schreiben, bleibt auf diesem Gerät.
now-connecting = Sotto sucht den Server.
now-offline = Sie sind nicht verbunden. Alles, was Sie schreiben, bleibt auf diesem Gerät.
now-log = Protokoll des Servers geprüft: { $at }. Nichts, was dieses Gerät zuvor gesehen hat, wurde geändert oder entfernt.
now-log-failed = Das Protokoll des Servers passt nicht zu dem, was dieses Gerät zuvor gesehen hat. Sotto hat das Senden eingestellt. Ihre Entwürfe sind hier sicher.
now-locked = { $minutes ->
    [one] Entwürfe und Fälle sind auf diesem Gerät verschlüsselt. Sotto sperrt sich nach 1 Minute ohne Benutzung.
   *[other] Entwürfe und Fälle sind auf diesem Gerät verschlüsselt. Sotto sperrt sich nach { $minutes } Minuten ohne Benutzung.
}

## Writing a report

office-crumb = Meldung schreiben
office-title = Für wen ist Ihre Meldung?
office-lead = Wählen Sie eine Stelle. Sie können jetzt schreiben und später senden.
office-lead-none = Jede Stelle veröffentlicht eine Karte. Auf ihr stehen der eigene Schlüssel der Stelle und wie der Server zu erreichen ist.
office-not-compared = Noch nicht verglichen
office-add = Der Link auf der Karte der Stelle
office-add-another = Eine weitere Stelle über den Link auf ihrer Karte hinzufügen
office-add-hint = Sie finden ihn auf der Website der Stelle oder an ihrem Aushang. Beim Hinzufügen wird nichts gesendet.
office-add-button = Hinzufügen
office-file = Datei oder Bild der Karte öffnen…
step-what = Was geschehen ist
step-when = Wann und wo
step-people = Beteiligte
step-evidence = Belege
step-review = Durchsehen und senden
step-here = Sie sind hier
step-saved = Gespeichert
ask-what = Was ist geschehen?
ask-what-lead = Erzählen Sie es in der Reihenfolge, in der Sie sich erinnern. Sagen Sie, was Sie selbst gesehen und was Sie von anderen gehört haben. Sie brauchen keine Beweise, um Bedenken zu melden.
ask-when = Wann und wo war das?
ask-when-lead = Nennen Sie Tage, Uhrzeiten und Orte, so gut Sie sie wissen. „Ungefähr“ und „ich glaube“ sind in Ordnung. Sie können dieses Feld leer lassen.
ask-people = Wer war beteiligt?
ask-people-lead = Namen oder Funktionen derer, die es getan haben, davon wussten oder dadurch Schaden erlitten. Sich selbst müssen Sie nicht nennen. Sie können dieses Feld leer lassen.
draft-title = Ein kurzer Titel
draft-title-example = Zum Beispiel „Verträge zum Ventiltausch“
draft-to = Entwurf einer Meldung an
draft-steps = Schritte dieser Meldung
draft-encrypted = Auf diesem Gerät verschlüsselt
draft-saving = Wird gespeichert…
draft-saved = Gespeichert: { $day }, { $time }.
draft-come-back = Sie können Sotto schließen und wiederkommen. Gesendet wurde noch nichts.
draft-continue-key = Weiter mit { $keys }
draft-review = Durchsehen
draft-words = { $count ->
    [one] 1 Wort
   *[other] { $count } Wörter
}
evidence-title = Haben Sie etwas, das es zeigt?
evidence-lead = Dateien können verborgene Angaben über Sie enthalten. Sotto sucht danach und sendet eine bereinigte Kopie. Ihr Original bleibt unverändert, wo es ist.
evidence-list = Angehängte Dateien
evidence-drop = Dateien hier ablegen oder auswählen
evidence-kinds = Fotos, Dokumente, Ton und Video
evidence-used = Bisher { $size }
evidence-choose = Dateien auswählen…
evidence-adding = Wird hinzugefügt…
evidence-adding-now = { $name } wird hinzugefügt
evidence-let-go = Zum Hinzufügen loslassen
evidence-count = { $count ->
    [0] Keine Dateien
    [one] 1 Datei hinzugefügt
   *[other] { $count } Dateien hinzugefügt
}
refused-title = „{ $name }“ wurde nicht hinzugefügt
refused-more = { $count ->
    [one] 1 weitere Datei wurde nicht hinzugefügt
   *[other] { $count } weitere Dateien wurden nicht hinzugefügt
}
file-not-checked = Nicht auf verborgene Angaben geprüft
file-remove = { $name } entfernen
finding-place = wo es aufgenommen wurde
finding-time = wann sie entstand oder geändert wurde
finding-device = die Kamera oder das Gerät
finding-serial_number = die Nummer eines Geräts
finding-author = Namen von Menschen
finding-software = das Programm, das sie schrieb
finding-description = Titel und Beschreibungen
finding-thumbnail = ein kleines früheres Bild
finding-tracked_changes = verfolgte Änderungen
finding-comments = Kommentare
finding-hidden_sheet = ein ausgeblendetes Tabellenblatt
finding-hidden_slide = eine ausgeblendete Folie
finding-hidden_text = ausgeblendeter Text, Zeilen oder Ebenen
finding-speaker_notes = Notizen für Vortragende
finding-revision_ids = Nummern von Bearbeitungen
finding-macros = Makros
finding-embedded_file = eine Datei darin
finding-earlier_version = eine frühere Fassung
finding-printer = der Name eines Druckers
finding-path = wo sie auf einem Datenträger lag
finding-trailing_data = Daten hinter ihrem Ende
finding-hidden_characters = Zeichen, die niemand sieht
finding-signature = eine digitale Unterschrift
finding-external_link = eine Adresse, die sie abruft
finding-colour_profile = ein Farbprofil
finding-metadata = weitere Angaben
finding-printer_dots = vielleicht gelbe Punkte eines Druckers
finding-unchecked_part = ein Teil, der nicht geprüft wurde
file-cleaned-of = Vor dem Senden bereinigt. SHA-256 des Originals:
look-state-cleaned = Bereinigte Kopie
look-state-look = Bitte ansehen
look-state-original = Original
look-state-clean = Nichts Verborgenes gefunden
look-found = Darin verborgen: { $what }
look-cleaned = Die bereinigte Kopie, die gesendet wird, enthält nichts davon.
look-remains = Noch darin: { $what }
look-remains-text = Das lässt sich nicht entfernen, ohne zu ändern, was man sieht. Sehen Sie die Datei an, bevor Sie sie senden.
look-removed = Entfernt aus der Kopie, die gesendet wird: { $what }.
look-original = Geht, wie sie ist, mit: { $what }
look-original-text = Sie haben gewählt, das Original zu senden.
look-more = { $count ->
    [one] 1 weitere
   *[other] { $count } weitere
}
look-compare = Vergleichen
look-compare-of = Kopien von { $name } vergleichen
look-why-unknown_kind = Sotto kennt diese Art von Datei nicht
look-why-damaged = Die Datei ist beschädigt oder endet zu früh
look-why-encrypted = Ein Passwort sperrt die Datei
look-why-too_much = Die Datei ist zu groß, um sie durchzusehen
look-why-unsafe = Die Datei ließ sich nicht sicher durchsehen
look-why-no_worker = Auf diesem System lassen sich Dateien nicht durchsehen
look-why-text = Sie kann Angaben über Sie enthalten. Sie wird gesendet, wie sie ist.
look-needed = { $count ->
    [one] 1 Datei bitte vor dem Senden ansehen
   *[other] { $count } Dateien bitte vor dem Senden ansehen
}
copies-title = Original und bereinigte Kopie
copies-detail = Verborgene Angabe
copies-original = Original
copies-cleaned = Bereinigte Kopie
copies-in = Enthalten
copies-removed = Entfernt
copies-still = Noch enthalten
copies-size = Größe
copies-hash = SHA-256
copies-same = Bilder, Ton und Seiten sind in beiden gleich.
copies-hash-text = Die Lesenden erhalten mit der bereinigten Kopie den SHA-256 des Originals, damit Sie später zeigen können, welche Datei es war.
copies-which = Welche wird gesendet?
copies-send-cleaned = Die bereinigte Kopie
copies-send-cleaned-hint = Ohne das, was entfernt wurde.
copies-send-original = Das Original
copies-send-original-hint = Mit allem aus der Liste oben. Die Lesenden sehen es, und alle, denen sie es weitergeben.
copies-done = Fertig

## The last look

review-title = Durchsehen und senden
review-lead = Sehen Sie alles ein letztes Mal durch. Nach dem Senden können Sie Ihre Meldung ergänzen, aber nicht zurücknehmen.
review-readers = Wer Ihre Meldung dann lesen kann
review-nobody-else = Niemand sonst in der Stelle ({ $office }) und niemand bei Sotto kann die Meldung öffnen. Wer neu dazukommt, liest nur, was von da an geschrieben wird, und Sie sehen es. Wer liest, kann es anderen erzählen.
review-readers-unknown = Die Stelle hat es diesem Gerät noch nicht mitgeteilt
review-readers-unknown-text = Die Karte kam als Link, und ein Link hat keinen Platz für Namen. Sotto kann jetzt den Server der Stelle fragen; dabei sieht der Server Ihre Netzwerkadresse. In jedem Fall lässt Sotto nur Personen zu, die der eigene Schlüssel der Stelle bestätigt.
review-readers-fetch = Fragen, wer sie lesen kann
review-compare = Schlüsselwörter vergleichen
review-empty = Schreiben Sie, was geschehen ist, bevor Sie senden.
review-send = Versiegeln und senden
reader-certified = Von der Stelle bestätigt
reader-not-certified = Nicht bestätigt
server-title = Der Server dazwischen
server-learns = Was der Server erfährt
server-never = Was er nie erfährt
fact-arrival = Dass eine versiegelte Meldung ankam, und wann
fact-rounded_size = Wie groß sie ungefähr ist, aufgerundet
fact-file_sizes = Wie viele Dateien sie hat und wie groß jede ungefähr ist
fact-organisation = Für welche Stelle und welchen Kanal sie ist
fact-network_address = Ihre Netzwerkadresse
fact-proxy_address = Die Netzwerkadresse Ihres Proxys
fact-readers_and_status = Wer sie lesen kann, und später ihren Status
fact-words = Was Sie geschrieben haben
fact-files = Was Ihre Dateien enthalten und wie sie heißen
fact-names = Ihren Namen oder den Namen, unter dem man Sie kennt
name-title = Der Name, unter dem man Sie kennen wird
name-random = Zufällig gebildet, nur für diesen Fall
name-own-note = Ihr eigener. Sotto verwendet ihn nur für diesen Fall
name-another = Anderer Name
name-use = Diesen Namen verwenden
name-own = Eigenen wählen
name-avoid = Keinen, den Sie anderswo verwenden
summary-title = Ihre Meldung
summary-files = { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
}
summary-files-size = { $size } in Dateien
summary-nothing = Noch nichts
summary-change = Ändern
summary-change-of = Ändern: { $name }
summary-identity = Ihre Identität
summary-identity-no = Wird nicht erfragt
key-words = Sechs Schlüsselwörter
compare-title = Schlüsselwörter: { $office }
compare-how = Erfragen Sie die sechs Wörter der Stelle auf einem anderen Weg: Aushang, Anruf, eine Person, die Sie kennen. Vergleichen Sie sie mit diesen hier.
compare-why = Gleiche Wörter bedeuten, dass diese Karte von der Stelle selbst ist. Bis dahin sagt Sotto „Noch nicht verglichen“.
compare-done = Sie haben diese Wörter verglichen.
compare-later = Jetzt nicht
compare-same = Sie sind gleich

## On its way

sending-crumb = Unterwegs
sending-title = Ihre Meldung wird gesendet
sending-as = als { $name }, an { $count ->
    [one] eine von der Stelle bestätigte Person
   *[other] { $count } von der Stelle bestätigte Personen
}
sending-as-name = als { $name }
sending-saved = Auf diesem Gerät verschlossen
sending-moving = Wird an den Server der Stelle gesendet
sending-waiting = Wartet auf das Netz
sending-paused = Wartet auf Sie
sending-amount = { $sent } von { $total }
sending-kept = { $sent } von { $total } sind angekommen und bleiben erhalten
sending-now = Jetzt versuchen
sending-receipt = Quittung am Protokoll geprüft
sending-note = Bricht die Verbindung ab, wartet Sotto und sendet die Meldung, wenn das Netz wieder da ist, ein einziges Mal. Sie können Sotto sperren; Ihre Meldung bleibt sicher auf diesem Gerät.
sending-note-files = Bricht die Verbindung ab, wartet Sotto und macht dort weiter, wo es aufgehört hat. Sie können Sotto sperren; Ihre Meldung bleibt sicher auf diesem Gerät.
sending-background = Im Hintergrund weitermachen
sending-hold = Anhalten
sending-continue = Doch senden
sending-keep = Als Entwurf behalten
sending-title-timed = Ihre Meldung liegt bereit
sending-timed = Geht von selbst hinaus · { $at }
sending-at-once = Jetzt senden
sending-note-timed = Sie geht zu dieser Zeit von selbst hinaus, wenn Sotto dann entsperrt ist. Solange Sotto gesperrt ist, auch wenn es sich selbst gesperrt hat, wird nichts gesendet; dann geht sie beim nächsten Entsperren hinaus. „Jetzt senden“ wartet nicht.
leaves-title = Wann sie hinausgeht
leaves-wait = Zu einer zufälligen Zeit innerhalb von sechs Stunden
leaves-wait-why = So zeigt die Zeit der Ankunft nicht, wann Sie daran gearbeitet haben. Sotto muss offen und entsperrt sein.
leaves-soon = Sobald eine Verbindung besteht
readers-look = Ansehen, wer liest
readers-now = Wer die Meldung jetzt lesen könnte
readers-wait = Noch nicht
readers-accept = An diese Personen senden
arrived-title = Ihre Meldung ist angekommen
arrived-office = { $office } hat sie, versiegelt. Von jetzt an kennt man Sie dort als { $name }.
arrived = Die Stelle hat sie, versiegelt. Von jetzt an kennt man Sie dort als { $name }.
arrived-by = Bis { $day }
arrived-acknowledge = Die Stelle bestätigt, dass ein Mensch die Meldung gelesen hat.
arrived-feedback = Die Stelle teilt Ihnen mit, was sie unternommen hat und warum.
arrived-any-time = Jederzeit
arrived-answer = Sie können Fragen der Stelle beantworten oder Ihre Meldung ergänzen.
arrived-entry = Quittung im Protokoll des Servers gefunden, auf diesem Gerät geprüft
arrived-open = Fall öffnen
arrived-lock = Sotto sperren

## A practice report

practice-try = Mit einer Übung ausprobieren
practice-crumb = Übungsmeldung
practice-bar-title = Dies ist eine Übung.
practice-bar = Nichts, was Sie hier tippen, wird aufbewahrt oder gesendet.
practice-end = Übung beenden
practice-forgotten = Was Sie tippen, ist vergessen, sobald Sie diese Seiten verlassen.
practice-idle = Es wurde eine Weile nicht benutzt. Eine Übungsmeldung wird nicht aufbewahrt. Jede Taste hält es offen.
practice-office = Übungsstelle
practice-reader-1 = Erika Beispiel
practice-reader-1-title = Leitung Integrität
practice-reader-2 = Max Muster
practice-reader-2-title = Fallbearbeitung
practice-made-up = Erfunden
practice-key-words = frei erfunden nur für diese Übung
practice-evidence = In der Übung werden keine Dateien angenommen
practice-evidence-text = Bei einer echten Meldung wählen Sie hier Dateien aus oder legen sie auf dem Fenster ab.
practice-sending = Hier würde sie gesendet
practice-sending-text = Bei einer echten Meldung führt Sotto diese Schritte von selbst aus. In der Übung keinen davon.
practice-done = Das war eine Übung
practice-done-lead = Nichts wurde gesendet. Was Sie getippt haben, ist vergessen.
practice-real = Was mit einer echten Meldung geschieht
practice-seal = Zuerst
practice-seal-text = Sotto versiegelt sie auf diesem Gerät für die lesenden Personen, denen Sie zugestimmt haben.
practice-send = Sobald Sie verbunden sind
practice-send-text = Sotto sendet sie und prüft die Quittung am Protokoll des Servers.
practice-known = Man würde Sie als { $name } kennen.
practice-back = Zurück zum Anfang

## A case

case-crumb = Fall
case-about = { $title }, an { $office }
case-details = Details
case-go-on = Hier weitermachen
case-about-this = Zu diesem Fall
case-conversation = Gespräch
you = Sie
reporter = meldende Person
send = Senden
log-verified = Protokoll geprüft: { $at }
log-failed = Protokollprüfung gescheitert
log-not-yet = Protokoll noch nicht geprüft
track-label = Fortgang Ihres Falls
track-received = Eingegangen
track-acknowledged = Eingang bestätigt
track-feedback = Rückmeldung
track-feedback-later = innerhalb von 3 Monaten danach
track-closed = Abgeschlossen
track-after = nach der Rückmeldung
track-due = fällig bis { $day }, { $days ->
    [0] heute
    [one] noch 1 Tag
   *[other] noch { $days } Tage
}
track-late = war bis { $day } fällig. Sie können nachfragen oder sich an eine Behörde wenden.
message-queued = Wird gesendet, sobald Sie verbunden sind.
message-call-back = Zurückholen
message-timed = Geht von selbst hinaus · { $at }
message-sending = Dateien werden gesendet, { $sent } von { $total }
message-sending-label = Dateien werden gesendet
message-files = Dateien zu dieser Nachricht
file-save = { $name } speichern, { $size }…
file-saving = { $name } wird gespeichert
file-saved = Gespeichert als { $name }
event-joined = { $name } ist dazugekommen ({ $day }). Diese Person liest, was von da an geschrieben wird.
event-left = { $name } ist nicht mehr dabei ({ $day }). Diese Person liest nichts, was von da an geschrieben wird.
event-status = { $name } hat den Status geändert ({ $day }): { $status }
event-resumed = Der Fall geht von hier an in einem neuen Raum weiter, weil ein Tresor wiederhergestellt oder eine ältere Kopie eines Tresors zurückgespielt wurde.
event-handed-over = { $name } hat { $day } das frühere Gespräch übergeben. An allem, was so kam, steht dieser Name.
event-missing = Was vorher gesagt wurde, ist nicht auf diesem Gerät. Die Stelle kann es Ihnen übergeben: Bitten Sie hier darum.
handed-over-by = Übergeben von { $name }
hand-over = Das frühere Gespräch übergeben…
hand-over-title = Das frühere Gespräch übergeben
hand-over-lead = Was im Fall von { $name } bisher gesagt wurde, für alle, denen es fehlt.
hand-over-what =
    { $files ->
        [0] Was mitgeht: { $messages ->
            [one] eine Nachricht
           *[other] { $messages } Nachrichten
        }, wie auf diesem Gerät.
       *[other] Was mitgeht: { $messages ->
            [one] eine Nachricht
           *[other] { $messages } Nachrichten
        } und { $files ->
            [one] eine Datei
           *[other] { $files } Dateien
        }, wie auf diesem Gerät.
    }
hand-over-who = Alle, die diesen Fall lesen können, bekommen es: die meldende Person, { $names }.
hand-over-who-alone = Alle, die diesen Fall lesen können, bekommen es: die meldende Person, und jetzt sonst niemand.
hand-over-not = Was nicht mitgeht: wer die meldende Person ist, und Ihre Schlagwörter.
hand-over-sure = Wer mit den zwölf Wörtern der meldenden Person zurückkam, ist für Sotto die meldende Person. Wenn Sie zweifeln, fragen Sie zuerst nach etwas, das nur sie weiß.
hand-over-final = Sie können es nicht zurücknehmen. Ihr Name steht an allem, was jemand so bekommt.
hand-over-now = Übergeben
event-newer = Dieser Teil braucht ein neueres Sotto.
event-gap = Hier fehlt ein Teil des Gesprächs.
composer-reply = Antwort schreiben
composer-to = Antwort an { $name }
composer-files = Dateien anhängen
composer-list = Dateien, die mit der Antwort gesendet werden
composer-offline = Wird gesendet, sobald Sie verbunden sind
composer-reporter-sees = Die meldende Person wird das sehen
composer-readers = { $count ->
    [one] Versiegelt für 1 lesende Person
   *[other] Versiegelt für { $count } lesende Personen
}
readers-title = Wer das lesen kann
readers-verified = { $count } bestätigt
readers-more = und { $count } weitere
readers-words = Schlüsselwörter vergleichen
readers-words-how = Jedes Gerät hat sechs Wörter. Erfragen Sie sie auf einem anderen Weg bei der Person, der es gehört, und vergleichen Sie.
reader-since = { $title }, seit { $day }
reader-left = Seit { $day } nicht mehr dabei, kann neue Nachrichten nicht lesen
expect-title = Was Sie erwarten können
expect-text = Die Stelle bestätigt den Eingang innerhalb von 7 Tagen und gibt Ihnen innerhalb von 3 Monaten Rückmeldung.

## Sagen, wer man ist

identity-title = Sie haben nicht gesagt, wer Sie sind
identity-text = Wer liest, sieht { $name } und was Sie schreiben. Sie können jederzeit sagen, wer Sie sind. Sie müssen es nie.
identity-tell = Sagen, wer ich bin…
identity-not-now = Jetzt nicht
identity-asked-title = Man hat gefragt, wer Sie sind
identity-asked-text = Die Frage steht im Gespräch. Sie müssen sie nie beantworten.
identity-asked-show = Frage zeigen
identity-asks-you = Fragt, wer Sie sind
identity-asks-them = Fragt, wer die Person ist
identity-answers = Ihre Antwort
identity-keeping = Ihre Antwort „Jetzt nicht“ wartet auf das Senden.
identity-waiting-title = Wartet auf das Senden
identity-waiting-text = Was Sie über sich gesagt haben, ist auf diesem Gerät für die Gewählten versiegelt. Es wird gesendet, sobald Sie verbunden sind.
identity-call-back = Nicht senden
identity-told-title = Sie haben gesagt, wer Sie sind
identity-what = Was
identity-who = Wer es öffnen darf
identity-since = Seit
identity-log = Protokoll
identity-entry = Eintrag { $entry } geprüft
identity-not-opened = Noch niemand hat es geöffnet
identity-opened-times = { $count ->
    [one] Einmal geöffnet
   *[other] { $count }-mal geöffnet
}
identity-opening-asked = Will es öffnen und wartet auf eine zweite Person
identity-opening-approved = { $name } hat zugestimmt. Noch nicht geöffnet
identity-opening-refused = { $name } hat nicht zugestimmt
identity-opening-over = Nicht rechtzeitig geöffnet
identity-reason = Angegebener Grund: „{ $reason }“
identity-approved-by = Zugestimmt hat { $name }
identity-withdraw = Zurückziehen…
identity-withdrawing-title = Ihr Rückzug wartet auf das Senden
identity-withdrawing-text = Bis er ankommt, kann noch geöffnet werden, was Sie gesagt haben.
identity-withdrawn-title = Sie haben Ihre Identität zurückgezogen
identity-withdrawn-text = Niemand kann es mehr öffnen. Was jemand schon gelesen hat, weiß diese Person weiterhin.
field-name = Voller Name
field-contact = Wie ich zu erreichen bin
field-contact-hint = Telefon oder Adresse, wie Sie möchten
field-role = Wo ich arbeite
field-role-hint = Abteilung und Aufgabe
field-document = Ein Dokument
field-document-hint = Ein Werksausweis, bis { $size }
field-name-hint = Wie die Gewählten ihn erfahren sollen
what-name = Voller Name
what-contact = Wie die Person zu erreichen ist
what-role = Wo die Person arbeitet
what-document = Ein Dokument
said-name = voller Name
said-contact = wie die Person zu erreichen ist
said-role = wo die Person arbeitet
said-document = ein Dokument
document-choose = Datei wählen…
document-another = Andere wählen…
document-too-large = Diese Datei ist größer als { $size }. Sie wurde nicht übernommen. Wählen Sie eine kleinere, etwa ein Foto.
disclose-title = Sagen, wer Sie sind
disclose-lead = Nur für den Fall { $name }. Ihre anderen Fälle bleiben, wie sie sind.
disclose-what = Was möchten Sie mitteilen?
disclose-who = Wer darf es öffnen?
disclose-others = { $count ->
    [0] Alle, die diesen Fall lesen
    [one] 1 weitere lesende Person sieht es nicht
   *[other] { $count } weitere lesende Personen sehen es nicht
}
disclose-nobody = Noch ist niemand gewählt
disclose-recorded = Bei jedem Öffnen werden <b>Tag, Person und Grund festgehalten</b>, und Sie sehen sie hier.
disclose-second = Niemand öffnet es allein: <b>Eine zweite Person muss</b> jedes Mal <b>zustimmen</b>.
disclose-withdraw = Sie können es jederzeit zurückziehen. Danach kann es niemand mehr öffnen.
disclose-known = <b>Was jemand schon gelesen hat, weiß diese Person weiterhin.</b> Das Zurückziehen ändert daran nichts.
disclose-preview = Das wird mitgeteilt, und sonst nichts
disclose-to = An
disclose-confirm = Geben Sie zur Bestätigung den Namen dieses Falls ein: { $name }
disclose-confirm-hint = Großschreibung und zusätzliche Leerzeichen zählen nicht.
disclose-needs-what = Wählen Sie, was Sie mitteilen
disclose-needs-text = Füllen Sie aus, was Sie gewählt haben
disclose-needs-who = Wählen Sie, wer es öffnen darf
disclose-needs-name = Bereit, sobald der Name stimmt
disclose-ready = Bereit
disclose-name = Meinen Namen mitteilen
disclose-some = Dies mitteilen
withdraw-title = Ihre Identität zurückziehen?
withdraw-does = <b>Niemand kann es mehr öffnen</b>, sobald Ihr Rückzug angekommen ist. Der Server vernichtet seine Kopie.
withdraw-known = <b>Was jemand schon gelesen hat, weiß diese Person weiterhin.</b>
withdraw-log = Das Protokoll behält, dass Sie es gesagt haben, jedes Öffnen, und dass Sie es zurückgezogen haben. Was Sie gesagt haben, stand nie darin.
withdraw-opened = { $count ->
    [0] Bisher hat es niemand geöffnet.
    [one] Bisher wurde es einmal geöffnet.
   *[other] Bisher wurde es { $count }-mal geöffnet.
}
withdraw-again = Sie können es später wieder sagen.
withdraw-not = Lassen, wie es ist
withdraw-now = Zurückziehen
event-disclosed = Sie haben { $names } gesagt, wer Sie sind ({ $day }).
event-disclosed-them = Die meldende Person hat { $names } gesagt, wer sie ist ({ $day }).
event-kept = Sie haben „Jetzt nicht“ geantwortet ({ $day }).
event-kept-them = Die meldende Person hat „Jetzt nicht“ geantwortet ({ $day }).
event-opening-asked = { $name } möchte die Identität öffnen ({ $day }): „{ $reason }“
event-opening-approved = { $name } hat dem Öffnen zugestimmt ({ $day }).
event-opening-refused = { $name } hat dem Öffnen nicht zugestimmt ({ $day }).
event-opened = { $name } hat geöffnet, was Sie über sich gesagt haben ({ $day }): „{ $reason }“
event-opened-them = { $name } hat die Identität geöffnet ({ $day }): „{ $reason }“
event-withdrawn = Sie haben Ihre Identität zurückgezogen ({ $day }). Niemand kann es mehr öffnen.
event-withdrawn-them = Die meldende Person hat ihre Identität zurückgezogen ({ $day }). Niemand kann es mehr öffnen.

## Eine Identität öffnen

desk-identity-unknown = Identität nicht bekannt
desk-identity-unknown-text = Die meldende Person hat nicht gesagt, wer sie ist. Sie muss es nie.
desk-identity-ask = Fragen, wer sie ist…
desk-identity-asking = Ihre Frage wartet auf das Senden.
desk-identity-asked = Nach der Identität gefragt
desk-identity-asked-text = { $day }, { $time }: { $name } hat gefragt. Noch keine Antwort.
desk-identity-mine = Identität für Sie offengelegt
desk-identity-others = Identität offengelegt
desk-identity-others-text = Für { $names }; nicht für Sie.
desk-identity-shared = { $day }, { $time }: { $fields }.
desk-identity-each = Jedes Öffnen wird festgehalten und der meldenden Person gezeigt.
desk-identity-each-second = Jedes Öffnen wird festgehalten, der meldenden Person gezeigt und braucht eine zweite Person.
desk-identity-pending = Sie möchten sie öffnen. Eine zweite Person muss zustimmen: { $names }.
desk-identity-agreed = { $name } hat zugestimmt. Sie können sie innerhalb eines Tages öffnen.
desk-identity-refused = { $name } hat nicht zugestimmt. Sie können noch einmal fragen.
desk-identity-withdrawn = Identität zurückgezogen
desk-identity-withdrawn-text = { $day }, { $time }. Niemand kann sie mehr öffnen.
desk-identity-open = Identität öffnen…
decide-title = { $name } möchte die Identität öffnen
decide-text = Wenn Sie zustimmen, geht Ihre Hälfte des Schlüssels an { $name }. Sie selbst sehen die Identität nicht.
decide-agree = Zustimmen
decide-refuse = Nicht zustimmen
ask-identity-title = Fragen, wer die Person ist?
ask-identity-lead = { $name } entscheidet und kann „Jetzt nicht“ antworten.
ask-identity-words = Warum würde es helfen, das zu wissen?
ask-identity-hint = Die meldende Person wird diese Worte lesen. Bis sie geantwortet hat, können Sie nicht noch einmal fragen.
ask-identity-logged = Das Protokoll behält, dass Sie gefragt haben, nicht, was Sie geschrieben haben.
ask-identity-now = Fragen
open-title = Die Identität dieser Person öffnen?
open-lead = { $name } hat Ihnen mitgeteilt: { $fields }.
open-recorded = <b>Das wird auf Dauer festgehalten:</b> Ihr Name, die Zeit und der Grund unten. Niemand kann es unbemerkt entfernen.
open-seen = Die meldende Person sieht, dass Sie sie geöffnet haben und warum. Die anderen Lesenden dieses Falls auch.
open-second = Erst muss eine zweite Person zustimmen. Das kann: { $names }.
open-agreed = { $name } hat zugestimmt, für einmal.
open-reason = Warum müssen Sie es wissen?
open-reason-hint = Die meldende Person wird diesen Satz lesen. Schreiben Sie nichts, was sie nicht sehen soll.
open-now = Identität öffnen
open-ask = Um Zustimmung bitten
opened-title = Was { $name } über sich gesagt hat
opened-lead = Nur hier zu sehen, höchstens zwei Minuten lang. Sotto behält keine Kopie auf diesem Gerät.
opened-again = Noch einmal öffnen ist ein weiterer Eintrag, mit einem eigenen Grund.
opened-document = { $name }, { $size }
opened-document-how = Das Fenster zeigt keine Dokumente. Um dieses zu sichern, öffnen Sie die Identität mit sottoctl; auch das wird festgehalten.
opened-hide = Jetzt verbergen
opened-hidden = Wieder verborgen
opened-hidden-text = Zwei Minuten sind um.

## The handler’s desk

desk-nav = Arbeitslisten
desk-cases = Fälle
desk-office = Stelle
desk-conversation = Gespräch mit { $name }
desk-choose = Wählen Sie einen Fall aus der Liste.
desk-waiting = Dieses Gerät wartet auf seine Bestätigung
desk-waiting-text = Lesen Sie diese sechs Wörter der Leitung der Stelle vor, am Telefon oder persönlich: { $words }. Danach erscheinen hier Fälle.
desk-this-device = Dieses Gerät
desk-synced = { $way }, Stand { $time }
desk-by-deadline = Nach Frist
desk-search = Fälle durchsuchen
desk-no-match = Kein Fall passt.
desk-nothing = Nichts wartet auf Sie.
queue-new = Neu
queue-mine = Meine
queue-due = Bald fällig
queue-waiting = Warten auf Meldende
queue-closed = Abgeschlossen
handler-status-new = Neu
handler-status-acknowledged = Eingang bestätigt
handler-status-in_review = In Bearbeitung
handler-status-feedback = Rückmeldung gegeben
handler-status-closed = Abgeschlossen
due-nothing = Nichts ist fällig
due-acknowledge = { $days ->
    [0] Eingang heute bestätigen
    [one] Eingang binnen 1 Tag bestätigen
   *[other] Eingang binnen { $days } Tagen bestätigen
}
due-acknowledge-late = { $days ->
    [one] Eingang bestätigen, 1 Tag zu spät
   *[other] Eingang bestätigen, { $days } Tage zu spät
}
due-feedback = { $days ->
    [0] Rückmeldung heute
    [one] Rückmeldung in 1 Tag
   *[other] Rückmeldung in { $days } Tagen
}
due-feedback-late = { $days ->
    [one] Rückmeldung, 1 Tag zu spät
   *[other] Rückmeldung, { $days } Tage zu spät
}
you-wrote = Sie schrieben: { $text }
case-replying = Antwort begonnen
preview-files = { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
}
step-acknowledge = Eingang bestätigen
step-feedback = Rückmeldung als gegeben vermerken
details-status = Status
details-set-status = Status: { $status }. Ändern
details-acknowledge-due = Eingang bestätigen bis
details-feedback-due = Rückmeldung fällig
details-readers = Lesende Personen
details-add = Hinzufügen
details-nobody = Sonst ist niemand bestätigt.
details-looking = Wird gesucht…
details-left = bis { $day }
details-since = seit { $day }
details-remove = { $name } aus diesem Fall entfernen
details-labels = Schlagwörter
labels-here = Schlagwörter bleiben auf diesem Gerät.
label-add = Schlagwort hinzufügen
label-type = Schlagwort suchen oder eingeben
label-new = „{ $label }“ hinzufügen
label-none = Tippen Sie, um eines anzulegen.
label-remove = Schlagwort { $label } entfernen
details-files = Dateien
keys-title = Tasten
keys-move = blättern
keys-reply = antworten
keys-all = alle
keys-next = Nächster Fall
keys-previous = Voriger Fall
keys-reply-long = Antworten
keys-search = Suchen
keys-close = Schließen oder abbrechen
keys-everywhere = Überall
keys-desk = Fälle
keys-queues = Arbeitslisten
keys-letters-off = Einzelne Buchstaben und Zeichen sind in den Einstellungen abgeschaltet.
keys-list = Alle Tasten
keys-proceed = Senden oder weiter
keys-region-next = Nächster Bereich der Seite
keys-region-previous = Voriger Bereich der Seite
keys-open = Fall öffnen
keys-back = Zurück zur Liste
keys-assign = Lesende Person hinzufügen…
keys-label = Schlagwort vergeben …
keys-status = Status ändern…
key-control = Strg
key-shift = Umschalt
key-enter = Enter
key-escape = Esc

## The audit log

audit-title = Protokoll
audit-lead = Einträge kommen hinzu, werden aber nie geändert oder entfernt. Dieses Gerät prüft das selbst.
audit-save = Nachweis speichern…
audit-save-first = Öffnen Sie zuerst einen Eintrag. Gespeichert wird der Nachweis dieses Eintrags.
audit-save-closed = Für einen Eintrag, den Sie nicht lesen dürfen, gibt es keinen Nachweis.
audit-saved = Gespeichert als { $name }
audit-saved-how = Wer diese Datei und die Karte der Stelle hat, als Link oder Datei, kann den Eintrag ohne diesen Server prüfen:
audit-saved-holds = Die Datei enthält den Eintrag, wie er im Protokoll steht: was wann geschah, mit Kennungen anstelle von Namen.
audit-again = Erneut prüfen
audit-checking = Wird geprüft…
audit-state = Stand des Protokolls
audit-verified = Auf diesem Gerät geprüft
audit-not-again = Nicht erneut geprüft
audit-checked = geprüft: { $day }, { $time }
audit-entries = Einträge
audit-entries-still = alle früheren noch an ihrem Platz
audit-checkpoint = Kontrollpunkt
audit-made = erstellt: { $day }, { $time }
audit-signature = Unterschrift des Servers
audit-signature-valid = Gültig
audit-key-since = Schlüssel bekannt seit { $day }
audit-key-changed = mit dem Schlüssel der neuesten Karte der Stelle
audit-witnesses = Zeugen
audit-agree = { $count } von { $all } stimmen überein
audit-too-few = { $count } von { $all } stimmen überein: zu wenige
audit-none = Keine benannt
audit-none-text = Die Stelle hat niemanden benannt, der das Protokoll beobachtet.
audit-witnessed = sie sahen dasselbe Protokoll, mit { $size } Einträgen
audit-few-text = { $threshold } müssen übereinstimmen. Angehalten wird nichts.
audit-filters = Filter
audit-search = Einträge durchsuchen
audit-parts = Teile des Protokolls
audit-part-everything = Alles
audit-part-identity = Identität
audit-part-cases = Fälle
audit-part-team = Team und Rollen
audit-part-keys = Schlüssel
audit-who = Wer
audit-anyone = Alle
audit-when = Wann
audit-period-today = Heute
audit-period-week = Diese Woche
audit-period-month = Dieser Monat
audit-period-any = Jederzeit
audit-list = Einträge des Protokolls
audit-entry = Eintrag
audit-entry-of = Eintrag { $entry }
audit-what = Was geschah
audit-earlier = Frühere Einträge zeigen
audit-reading = { $read } von { $size } Einträgen angesehen
audit-stop = Anhalten
audit-found = { $count ->
    [0] Kein Eintrag passt.
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
audit-none-yet = Unter den neuesten { $read } passt kein Eintrag.
audit-begins = Hier beginnt das Protokoll.
audit-closed = Ein Fall, den Sie nicht lesen können
audit-closed-holds = Wer was wann getan hat, in einem Fall, den Sie nicht lesen, oder wie jemand anderes sich angemeldet hat. Sie sehen, dass es einen Eintrag gibt, damit keiner weggelassen werden kann.
audit-newer = Dieser Eintrag braucht ein neueres Sotto.
audit-newer-holds = Etwas, wofür diese Version von Sotto keine Worte hat. Der Eintrag selbst wurde geprüft.
audit-proven = Steht nachweislich im Protokoll, auf diesem Gerät geprüft
audit-recorded = Was festgehalten ist
audit-case = Fall
audit-reason = Grund
audit-reason-said = „{ $reason }“
audit-reason-gone = Sein Wortlaut ist nicht hier. Das Protokoll enthält einen Hash davon.
audit-day = Von dem, was eine meldende Person tut, speichert das Protokoll den Tag. Wer verbunden ist, kann sich trotzdem die Minute merken.
audit-hash = Hash des Eintrags
audit-proof = Nachweis
audit-proof-of = { $count ->
    [0] Der einzige Eintrag des Kontrollpunkts
    [one] 1 Hash führt von diesem Eintrag zum Kontrollpunkt mit { $size } Einträgen
   *[other] { $count } Hashes führen von diesem Eintrag zum Kontrollpunkt mit { $size } Einträgen
}
audit-result = Ergebnis
audit-equal = Die berechnete Wurzel ist die unterschriebene
audit-copy = Nachweis kopieren
audit-show = { $count ->
    [one] Den Hash zeigen
   *[other] Alle { $count } Hashes zeigen
}
audit-hide = Hashes verbergen
audit-path = { $count ->
    [0] Eintrag { $entry } ist der einzige des unterschriebenen Kontrollpunkts
    [one] Weg von Eintrag { $entry } über 1 Hash zum unterschriebenen Kontrollpunkt
   *[other] Weg von Eintrag { $entry } über { $count } Hashes zum unterschriebenen Kontrollpunkt
}
audit-path-entry = dieser Eintrag
audit-path-root = unterschriebener Kontrollpunkt
audit-path-hashes = { $count ->
    [one] 1 Nachbarhash
   *[other] { $count } Nachbarhashes
}
audit-by-reporter = Die meldende Person
audit-by-server = Der Server
audit-by-unknown = Nicht im Verzeichnis der Stelle
audit-no-case = ein Fall, der nicht hier ist
audit-unnamed = { $count ->
    [one] eine Person, die das Verzeichnis der Stelle nicht nennt
   *[other] { $count } Personen, die das Verzeichnis der Stelle nicht nennt
}

## What an entry says happened, and what of it the log records

log-did-case_opened = Neue Meldung erhalten: { $name }
log-did-case_status = { $name } ist jetzt: { $status }
log-did-case_closed = Abgeschlossen: { $name }
log-did-case_joined = Zugelassen zu { $name }: { $people }
log-did-case_left = Nicht mehr bei { $name }: { $people }
log-did-case_successor = { $name } geht in einem neuen Raum weiter
log-did-case_history_shared = Frühere Nachrichten von { $name } später Dazugekommenen gegeben
log-did-case_exported = Exportiert: { $name }
log-did-case_deleted = Gelöscht: { $name }
log-did-identity_disclosed = { $fields_known ->
    [0] { $name } hat { $people } gesagt, wer dahintersteht
   *[other] { $name } hat { $people } mitgeteilt: { $fields }
}
log-did-identity_asked = { $name } wurde nach der Identität gefragt
log-did-identity_requested = Zustimmung erbeten, um die Identität von { $name } zu öffnen
log-did-identity_approved = { $people_known ->
    [0] Öffnen für { $name } genehmigt
   *[other] Öffnen durch { $people } für { $name } genehmigt
}
log-did-identity_refused = { $people_known ->
    [0] Öffnen für { $name } nicht genehmigt
   *[other] Öffnen durch { $people } für { $name } nicht genehmigt
}
log-did-identity_opened = Identität von { $name } geöffnet
log-did-identity_withdrawn = { $name } hat die Identität zurückgezogen
log-did-identity_share_moved = Ein Teil des Schlüssels für { $name } ging an ein anderes Gerät
log-did-organisation_created = Die Stelle wurde eingerichtet
log-did-card_published = Die Karte der Stelle wurde veröffentlicht
log-did-roster_published = Das Verzeichnis der Stelle wurde veröffentlicht, Version { $version }
log-did-invitation_created = Jemand wurde eingeladen, Rolle: { $role }
log-did-device_joined = Ein Gerät ist beigetreten und wartet auf seine Bestätigung
log-did-device_revoked = Ein Gerät ist nicht mehr bestätigt
log-did-role_changed = Die Rolle einer Person hat sich geändert
log-did-policy_changed = Eine Regel der Stelle hat sich geändert
log-did-approval_asked = Die Zustimmung einer zweiten Person wurde erbeten
log-did-approval_given = Eine zweite Person hat zugestimmt
log-did-approval_declined = Eine zweite Person hat abgelehnt
log-did-session_opened = Angemeldet
log-did-session_closed = Abgemeldet
log-did-session_refused = Eine Anmeldung wurde abgewiesen
log-did-organisation_exported = Etwas von der Stelle wurde exportiert
log-did-keys_rotated = Ein Schlüssel des Servers wurde ersetzt
log-did-relay_restored = Die Stelle hat ihren Server aus einer Kopie wiederhergestellt
log-holds-case_opened = Dass eine Meldung kam, über welchen Kanal, und wer sie zuerst liest. Nicht, was darin steht.
log-holds-case_status = Der neue Status. Nicht, warum er gesetzt wurde.
log-holds-case_closed = Dass er abgeschlossen wurde. Nicht, warum.
log-holds-case_joined = Wer den Fall von da an liest.
log-holds-case_left = Wer nicht liest, was von da an geschrieben wird.
log-holds-case_successor = Welcher Raum es vorher war, und wer im neuen ist.
log-holds-case_history_shared = Dass frühere Nachrichten weitergegeben wurden, und an wen. Nicht, was darin steht.
log-holds-case_exported = Dass er exportiert wurde, und von wem. Nicht, was darin steht.
log-holds-case_deleted = Dass er gelöscht wurde. Was darin stand, war nie im Protokoll.
log-holds-identity_disclosed = Dass etwas offengelegt wurde, für wen, und ein versiegelter Fingerabdruck davon. Nicht der Name selbst.
log-holds-identity_asked = Dass gefragt wurde. Nicht der Wortlaut.
log-holds-identity_requested = Wer sie öffnen wollte, wann, und ein gesalzener Hash des Grundes. Nicht der Wortlaut.
log-holds-identity_approved = Wer zugestimmt hat, wann, und welcher Bitte.
log-holds-identity_refused = Wer nicht zugestimmt hat, wann, und welcher Bitte.
log-holds-identity_opened = Wer sie geöffnet hat, wann, und ein gesalzener Hash des Grundes. Nicht, was gelesen wurde.
log-holds-identity_withdrawn = Dass sie zurückgezogen wurde. Nicht, was es war.
log-holds-identity_share_moved = Welches Gerät den Teil des Schlüssels von da an hat.
log-holds-organisation_created = Wann die Stelle eingerichtet wurde, und von welchem Gerät.
log-holds-card_published = Die Version der Karte, und ein Hash davon.
log-holds-roster_published = Die Version des Verzeichnisses, und ein Hash davon.
log-holds-invitation_created = Die angebotene Rolle, und die Hälfte eines Hashs der Einladung.
log-holds-device_joined = Die Kennung des Geräts.
log-holds-device_revoked = Die Kennung des Geräts.
log-holds-role_changed = Die Rolle davor und die danach.
log-holds-policy_changed = Die Regel, und ihr Wert davor und danach.
log-holds-approval_asked = Worum gebeten wurde, und von wem.
log-holds-approval_given = Wem zugestimmt wurde, und von wem.
log-holds-approval_declined = Wem nicht zugestimmt wurde, und von wem.
log-holds-session_opened = Wer sich angemeldet hat, und wann.
log-holds-session_closed = Wer sich abgemeldet hat, und wann.
log-holds-session_refused = Dass eine Anmeldung abgewiesen wurde, und wann.
log-holds-organisation_exported = Was exportiert wurde, und von wem.
log-holds-keys_rotated = Welcher Schlüssel ersetzt wurde.
log-holds-relay_restored = Der Kontrollpunkt der Kopie. Was danach kam, kann fehlen: Fragen Sie die, die es gesendet haben.

## Commands

commands-title = Befehle
commands-search = Befehl oder Name eines Falls
commands-actions = Aktionen
commands-none = Kein Befehl und kein Fall passt.
command-queue = Arbeitsliste: { $queue }
command-status = Status setzen: { $status }

## The office

working = Einen Moment…
person-name = Ihr Name
person-name-hint = Das Team, meldende Personen und alle, die die Karte der Stelle haben, können ihn sehen.
person-title = Ihre Funktion
person-title-hint = Zum Beispiel „Leitung Integrität“ oder „Fallbearbeitung“.
join-crumb = Einer Stelle beitreten
join-title = Mit einer Einladung beitreten
join-lead = Die Leitung Ihrer Stelle hat Ihnen einen Link gegeben. Er gilt einmal.
join-link = Einladung
join-button = Beitreten
join-setup = Stattdessen eine Stelle einrichten…
join-done = Lesen Sie der Leitung diese sechs Wörter vor
join-done-lead = Am Telefon oder persönlich, nicht über diesen Server. Die Wörter stehen für den Schlüssel dieses Geräts.
join-done-why = Wenn die Leitung sie eingegeben hat, ist dieses Gerät bestätigt, und Fälle erscheinen.
setup-crumb = Eine Stelle einrichten
setup-title = Eine Stelle einrichten
setup-lead = Wer den Server betreibt, hat einen Einrichtungslink. Er gilt einmal. Dieses Gerät wird damit zum Gerät der Leitung.
setup-link = Einrichtungslink
setup-name = Name der Stelle
setup-name-hint = Meldende Personen sehen ihn, zum Beispiel „Meldestelle Northmere“.
setup-email = Ihre E-Mail-Adresse
setup-email-hint = Wer den Server betreibt, kann sie lesen. Sotto verschickt keine E-Mails.
setup-button = Einrichten
setup-done = Die Stelle ist eingerichtet
setup-done-lead = Veröffentlichen Sie den Link der Karte. Veröffentlichen Sie die sechs Wörter auf einem anderen Weg, etwa auf einem Aushang.
setup-card = Der Link der Karte
setup-code = QR-Code des Links der Karte
setup-words = Sechs Schlüsselwörter der Stelle
setup-words-hint = Meldende Personen vergleichen sie, um sicher zu sein, dass die Karte von Ihnen ist.
setup-open = Arbeitsplatz öffnen
team-title = Team
team-invite = Einladen…
team-waiting = Ist beigetreten und wartet darauf, dass Sie die Schlüsselwörter vergleichen.
team-certify = Bestätigen
team-certify-open = Bestätigen…
team-certified = Bestätigt
team-revoked = Nicht mehr bestätigt
team-one-device = Nur ein Gerät ist bestätigt
team-one-device-text = Geht es verloren, verliert die Stelle ihre Fälle. Bestätigen Sie ein zweites, bevor Sie die Karte veröffentlichen.
team-card = Die Karte der Stelle
team-card-text = Meldende Personen brauchen sie, um Ihnen zu schreiben. Sie können sie veröffentlichen.
role-OWNER = Leitung
role-ADMIN = Verwaltung
role-MANAGER = Koordination
role-MEMBER = Mitglied
role-VIEWER = Einsicht
certify-title = Das Gerät von { $name } bestätigen
certify-how = Rufen Sie die Person an oder treffen Sie sie. Lassen Sie sich die sechs Wörter vorlesen, die das Sotto dieser Person zeigt, und tippen Sie sie hier ein. Nehmen Sie die Wörter nicht aus einer Nachricht, die über diesen Server kam.
certify-words = Die sechs Wörter, die Sie gehört haben
certify-count = { $count } von 6 Wörtern
invite-title = Jemanden ins Team einladen
invite-how = Sotto verschickt keine E-Mails. Sie bekommen einen Link, der einmal gilt. Geben Sie ihn selbst weiter.
invite-email = E-Mail-Adresse der Person
invite-make = Einladung erstellen
invite-link = Einladung
invite-done = Geben Sie diesen Link der eingeladenen Person. Ist sie beigetreten, bestätigen Sie ihr Gerät anhand seiner Schlüsselwörter.

## Help

help-computer = Ist es sicher, diesen Computer zu benutzen?
help-computer-1 = Melden Sie nichts von einem Computer aus, der Ihrem Arbeitgeber gehört oder von ihm betreut wird. Wer ihn kontrolliert, kann den Bildschirm sehen und was Sie tippen.
help-computer-2 = Verwenden Sie Ihr eigenes Gerät, zu Hause oder in einem Netz, das nicht Ihrem Arbeitgeber gehört.
help-computer-3 = Sotto verschlüsselt, was es aufbewahrt. Andere können aber sehen, dass es installiert ist.
help-computer-4 = Bei direkter Verbindung kann Ihr Netzanbieter sehen, dass Sie den Server der Stelle erreichen, nicht aber, was Sie senden.
managed-title = Dieser Computer scheint von anderen betreut zu werden
managed-text = Hier gefunden: { $found }. Wer ihn betreut, kann womöglich den Bildschirm sehen und was Sie tippen. Nehmen Sie, wenn Sie können, ein eigenes Gerät.
managed-domain = Zugehörigkeit zur Domäne einer Organisation
managed-authority = eine hinzugefügte Zertifizierungsstelle
help-after = Was geschieht, nachdem ich eine Meldung gesendet habe?
help-after-1 = Lesen können sie die Personen, die Sie vor dem Senden sehen können. Wer später dazukommt, liest nur, was von da an geschrieben wird. Wir können nichts davon lesen.
help-after-2 = Die Stelle bestätigt den Eingang innerhalb von 7 Tagen. Innerhalb von 3 Monaten teilt sie Ihnen mit, was unternommen wurde. Europäisches Recht verlangt das von ihr.
help-after-3 = Die Stelle kann Ihnen Fragen stellen. Sie antworten unter Ihrem erfundenen Namen.
help-after-4 = Sie können Ihre Meldung ergänzen. Zurücknehmen können Sie sie nicht.
help-good = Was macht es leicht, einer Meldung nachzugehen?
help-good-1 = Sagen Sie, was Sie selbst gesehen und was Sie von anderen gehört haben. Halten Sie beides auseinander.
help-good-2 = Nennen Sie Zeiten, Orte und Beträge, so gut Sie sich erinnern.
help-good-3 = Sie brauchen keine Beweise. Sagen Sie, wer oder was zeigen könnte, dass es stimmt.
help-writing = Wie ich mich nicht verrate
help-writing-1 = Lassen Sie weg, was nur Sie wissen können, außer wenn es wichtig ist.
help-writing-2 = Die Ausdrucksweise kann auf Sie hinweisen. Kurze, schlichte Sätze sagen weniger darüber, wer sie schrieb.
help-writing-3 = Schreiben Sie „im Frühjahr“ statt eines Tages, wenn nur Sie an diesem Tag dort waren.
help-writing-4 = Ihr erfundener Name ist nur für diesen Fall. Nehmen Sie keinen, den Sie anderswo verwenden.
help-writing-5 = In Fotos und Dokumenten können ein Name, ein Ort oder ein Gerät stecken. Sotto entfernt solche Angaben noch nicht.

## Errors: what happened, what is safe, what to do

error-wrong_passphrase = Diese Passphrase öffnet diesen Tresor nicht. Prüfen Sie die Reihenfolge der Wörter und versuchen Sie es noch einmal.
error-vault_damaged = Die Dateien des Tresors sind beschädigt. Nichts wurde verändert. Kopieren Sie den Ordner, bevor Sie irgendetwas anderes tun.
error-vault_newer = Ein neueres Sotto hat diesen Tresor geschrieben. Nichts wurde verändert. Installieren Sie die neuere Version, um ihn zu öffnen.
error-vault_rolled_back = Dieser Tresor wurde wiederhergestellt, oder eine ältere Kopie wurde zurückgespielt. Fälle gehen in einem neuen Raum weiter; was dieser Kopie fehlt, wird als fehlend angezeigt.
error-vault_exists = Hier gibt es schon einen Tresor. Nichts wurde verändert. Entsperren Sie stattdessen diesen.
error-vault_absent = Hier gibt es noch keinen Tresor. Legen Sie zuerst einen an.
error-vault_locked = Der Tresor ist gesperrt. Was gespeichert war, ist noch hier. Entsperren Sie ihn, um weiterzumachen.
error-profile_in_use = Sotto ist mit diesem Tresor schon geöffnet. Verwenden Sie das andere Fenster oder schließen Sie es zuerst.
error-disk_full = Dieser Datenträger ist voll. Was vorher gespeichert wurde, ist sicher. Schaffen Sie Platz und versuchen Sie es noch einmal.
error-keyring_unavailable = Dieser Tresor braucht den Schlüsselbund Ihres Systems, und es läuft keiner. Nichts wurde verändert. Starten Sie ihn und versuchen Sie es noch einmal.
error-keyring_locked = Dieser Tresor braucht den Schlüsselbund Ihres Systems, und der ist gesperrt. Nichts wurde verändert. Entsperren Sie ihn und versuchen Sie es noch einmal.
error-backup_invalid = Das ist keine vollständige Sicherung von Sotto, oder sie wurde verändert. Es wurde kein Tresor angelegt. Kopieren Sie die Datei noch einmal, oder nehmen Sie eine andere Sicherung.
error-backup_newer = Ein neueres Sotto hat diese Sicherung geschrieben. Es wurde kein Tresor angelegt. Installieren Sie die neuere Version, um sie zurückzuspielen.
error-nothing_to_restore = Zu diesen Karten ist kein Fall Ihrer Wiederherstellungswörter aufgeführt. Nichts wurde angelegt. Prüfen Sie, ob es die richtige Karte ist. Ein heute gesendeter Fall wird ab morgen aufgeführt.
error-case_elsewhere = Dieser Fall geht auf einem anderen Gerät mit Ihren Wiederherstellungswörtern weiter. Was hier ist, bleibt hier. Von hier wird nichts mehr gesendet.
error-phrase_invalid = Das ist keine gültige Reihe von zwölf Wiederherstellungswörtern. Prüfen Sie jedes Wort und die Reihenfolge.
error-passphrase_too_weak = Diese Passphrase ist zu leicht zu erraten. Verwenden Sie mindestens fünf Wörter. Länge schützt Sie mehr als Sonderzeichen.
error-card_invalid = Das ist nicht die Karte einer Stelle. Nichts wurde hinzugefügt. Kopieren Sie den ganzen Link und versuchen Sie es noch einmal.
error-card_picture_unreadable = In diesem Bild ist kein Code zu lesen. Nichts wurde hinzugefügt. Nehmen Sie ein schärferes Bild, oder fügen Sie den Link ein.
error-card_signature_invalid = Diese Karte wurde nicht von der Stelle signiert, die sie nennt. Nichts wurde hinzugefügt. Bitten Sie die Stelle auf einem anderen Weg um ihre Karte.
error-organisation_unknown = Die Karte dieser Stelle ist nicht auf diesem Gerät. Fügen Sie sie zuerst hinzu.
error-roster_invalid = Das Verzeichnis der lesenden Personen dieser Stelle ist nicht gültig signiert. Sotto verwendet es nicht. Ihre Entwürfe sind hier sicher.
error-roster_expired = Die Stelle hat ihr Verzeichnis der lesenden Personen nicht rechtzeitig erneuert. Bis sie das tut, warten neue Meldungen. Ihre Entwürfe sind hier sicher.
error-no_reader = In der Stelle kann gerade niemand Meldungen empfangen. Ihre ist sicher auf diesem Gerät und geht hinaus, wenn jemand es kann.
error-roster_older = Der Server hat ein Verzeichnis der lesenden Personen gezeigt, das älter ist als das diesem Gerät bekannte. Nichts wurde gesendet. Ihre Entwürfe sind hier sicher.
error-reader_not_certified = Unter den lesenden Personen ist jemand, den der eigene Schlüssel der Stelle nicht bestätigt. Sotto lässt diese Person nicht zu. Was Sie geschrieben haben, ist sicher auf diesem Gerät.
error-held = Dies ist angehalten. Es bleibt auf diesem Gerät, bis Sie es weitergehen lassen.
error-may_have_left = Dies kann schon angekommen sein und lässt sich deshalb nicht zurückholen. Sotto erfährt es bei der nächsten Verbindung.
error-readers_changed = Das würden andere Personen lesen als die, denen Sie zugestimmt haben. Nichts wurde gesendet. Sehen Sie nach, wer liest, und entscheiden Sie neu.
error-not_permitted = Ihre Rolle erlaubt das nicht. Nichts wurde verändert. Fragen Sie die Leitung der Stelle.
error-not_found = Das ist nicht mehr hier.
error-invite_invalid = Diese Einladung ist ungültig oder wurde schon verwendet. Nichts wurde verändert. Bitten Sie um eine neue.
error-setup_link_invalid = Dieser Link ist ungültig oder wurde schon verwendet. Nichts wurde verändert. Bitten Sie die Person, die den Server betreibt, um einen neuen.
error-clock_wrong = Die Uhr dieses Geräts weicht weit von der des Servers ab. Nichts wurde eingerichtet. Stellen Sie die Uhr und verwenden Sie dann denselben Link noch einmal.
error-key_words_mismatch = Das sind nicht die Schlüsselwörter des anderen Geräts. Nichts wurde verändert. Wenn Sie sie richtig gehört haben, steht vielleicht jemand dazwischen. Hören Sie dann auf und fragen Sie auf einem anderen Weg.
error-relay_unreachable = Der Server ist nicht zu erreichen. Was Sie geschrieben haben, ist sicher auf diesem Gerät und wird gesendet, wenn das Netz wieder da ist.
error-proxy_unreachable = Dort antwortet kein Tor oder Proxy. Nichts geht einen anderen Weg. Was Sie geschrieben haben, ist sicher auf diesem Gerät.
error-tor_unreachable = Tor war nicht zu erreichen. Nichts geht einen anderen Weg. Was Sie geschrieben haben, ist sicher auf diesem Gerät.
error-bridge_invalid = Eine der Zeilen ist keine Brücke. Kopieren Sie jede Zeile vollständig, so wie Sie sie bekommen haben.
error-bridge_program_missing = Eine Brücke verlangt eine Verschleierung, für die es auf diesem Computer kein Programm gibt. Installieren Sie lyrebird oder obfs4proxy, oder bitten Sie um Brücken ohne obfs4.
error-relay_restoring = Der Server der Stelle wurde aus einer Kopie wiederhergestellt, und die Stelle muss das noch bestätigen. Was Sie geschrieben haben, ist sicher auf diesem Gerät und wird dann gesendet.
error-relay_identity_mismatch = Etwas anderes als der Server der Stelle hat geantwortet, vielleicht ein Proxy am Arbeitsplatz. Sotto hat ihm nichts mitgeteilt. Versuchen Sie es in einem anderen Netz.
error-version_unsupported = Dieses Sotto und der Server haben keine gemeinsame Version. Was Sie geschrieben haben, ist sicher. Installieren Sie die neueste Version.
error-log_inconsistent = Das Protokoll des Servers passt nicht zu dem, was dieses Gerät zuvor gesehen hat. Sotto hat das Senden eingestellt. Ihre Entwürfe sind hier sicher. Fragen Sie die Stelle auf einem anderen Weg.
error-entry_missing = Der Server zeigt einen Eintrag nicht, den er haben muss. Sotto verlässt sich nicht auf ihn. Was Sie geschrieben haben, ist sicher auf diesem Gerät. Fragen Sie die Stelle auf einem anderen Weg.
error-message_invalid = Eine Nachricht hielt die Regeln nicht ein und wurde ausgelassen. Der Rest des Falls ist unversehrt.
error-message_too_large = Diese Nachricht ist zu groß, um gesendet zu werden. Sie ist noch hier. Kürzen Sie sie oder senden Sie sie in Teilen.
error-case_exists = Diesen Fall gibt es schon. Sotto versucht es mit neuen Schlüsseln noch einmal.
error-successor_wanted = Dieser Fall muss in einem neuen Raum weitergehen, den nur das Gerät der meldenden Person öffnen kann. Was geschrieben wurde, ist sicher.
error-attachment_missing = Die Datei ist nicht mehr dort. Wählen Sie sie noch einmal aus oder entfernen Sie sie.
error-attachment_unreadable = Die Datei lässt sich nicht lesen. Prüfen Sie, ob Sie sie öffnen dürfen, und wählen Sie sie dann noch einmal aus.
error-attachment_too_large = Diese Datei ist größer als 4 GiB und wurde nicht hinzugefügt. Teilen Sie sie oder lassen Sie sie weg.
error-too_many_attachments = Eine Meldung oder Nachricht fasst 64 Dateien. Diese wurde nicht hinzugefügt. Senden Sie die übrigen in einer weiteren Nachricht.
paused-attachment_missing = Sottos eigene Kopie einer Datei ist nicht mehr auf diesem Gerät, deshalb wurde dies nicht gesendet. Ihr Text ist hier sicher. Schreiben Sie noch einmal, mit der Datei.
paused-attachment_unreadable = Sottos eigene Kopie einer Datei ist beschädigt, deshalb wurde dies nicht gesendet. Ihr Text ist hier sicher. Schreiben Sie noch einmal, mit der Datei.
paused-quota_exceeded = Der Server hat dafür keinen Platz mehr. Was Sie geschrieben haben, ist sicher auf diesem Gerät. Versuchen Sie es später noch einmal.
error-quota_exceeded = Der Server hat dafür keinen Platz mehr. Was Sie geschrieben haben, ist sicher auf diesem Gerät. Versuchen Sie es später oder entfernen Sie eine große Datei.
error-puzzle_required = Der Server verlangt von diesem Gerät zuerst etwas Rechenarbeit. Sotto erledigt sie und versucht es noch einmal.
error-name_invalid = Dieser Name ist leer, zu lang oder enthält Zeichen, die in Namen nicht vorkommen.
error-label_invalid = Dieses Schlagwort ist leer, zu lang oder enthält Zeichen, die in Schlagwörtern nicht vorkommen. Nichts wurde geändert. Geben Sie ein anderes ein.
error-too_many_labels = Ein Fall fasst 20 Schlagwörter. Nichts wurde geändert. Entfernen Sie zuerst ein anderes.
error-file_exists = Eine Datei mit diesem Namen gibt es dort schon. Sie wurde nicht ersetzt. Wählen Sie einen anderen Namen.
error-io_failed = Das Lesen oder Schreiben einer Datei ist gescheitert. Was vorher gespeichert wurde, ist sicher. Versuchen Sie es noch einmal.
error-pseudonym_mismatch = Das ist nicht der Name dieses Falls. Nichts wurde mitgeteilt. Geben Sie ihn so ein, wie er dort steht.
error-already_disclosed = In diesem Fall ist schon gesagt, wer Sie sind, oder es wartet auf das Senden. Nichts wurde geändert. Ziehen Sie es erst zurück.
error-withdrawn = Die meldende Person hat es zurückgezogen. Niemand kann es mehr öffnen. Nichts wurde geöffnet.
error-approval_pending = Eine zweite Person hat nicht zugestimmt, oder die Zustimmung ist verbraucht oder älter als ein Tag. Nichts wurde geöffnet. Bitten Sie noch einmal um Zustimmung.
error-opening_key_lost = Dieses Gerät hat den Schlüssel zum Offengelegten nicht. Nichts wurde geöffnet. Nehmen Sie das Gerät, das Sie damals hatten, oder bitten Sie die meldende Person, es noch einmal zu sagen.
error-already_asked = Die meldende Person wurde schon gefragt und hat noch nicht geantwortet. Nichts wurde geändert.
error-already_handler = Dieser Tresor gehört schon jemandem, der Fälle bearbeitet. Verwenden Sie für eine andere Stelle einen anderen Tresor.
error-bad_request = Sotto konnte nicht verstehen, was verlangt wurde. Nichts wurde verändert.
error-internal = In Sotto ist etwas schiefgegangen. Was vorher gespeichert wurde, ist sicher. Versuchen Sie es noch einmal oder starten Sie Sotto neu.
