using System.CommandLine;
using System.Text.RegularExpressions;
using CaregiverSignal.Cli;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Desk;

/// <summary>
/// Whoever operates the service sees, understands and can mend every state a mail can be in, on the page and on the
/// command line.
/// </summary>
public sealed partial class EveryStateOfAMailTests : IDisposable
{
    private const string Id = "00000000000000000000000000000000";

    /// <summary>It is ten in the morning there: for caregivers an hour too early.</summary>
    private readonly TestInstallation site = Some.Installation(("Mail:Window", "11:00-20:00"), ("Mail:Fuse", "500"))
        .On("2026-03-02");

    public void Dispose() => site.Dispose();

    /// <summary>
    /// A state, what makes it, and what the page and the command line say: what it is, why, what comes next, what can
    /// be done.
    /// </summary>
    private static readonly Dictionary<string, State> States = new()
    {
        ["ready"] = new(
            "alert",
            "",
            ["Wacht. Nog niet geprobeerd.", "Gaat zo, als hij aan de beurt is.", "U kunt hem opgeven."],
            ["Waits. Not tried yet.", "Goes soon, when it is its turn.", "mail --give-up"]
        ),
        ["ready after tries"] = new(
            "alert",
            "update mail set last_note = 'server busy', last_stage = 'rcpt', last_code = 451, last_enhanced = '4.3.0', attempts = 2, next_try_at = '2026-03-02T09:20:00.000Z'",
            [
                "Eerder geprobeerd, en niet gelukt.",
                "De mailserver had het te druk (bij de ontvanger, antwoord 451 4.3.0).",
                "Gaat op 2 maart 10.20 uur opnieuw.",
                "U kunt hem opgeven.",
            ],
            [
                "Tried before, without success.",
                "Server busy (at the recipient, answer 451 4.3.0).",
                "Goes again at 2026-03-02 10:20.",
                "mail --give-up",
            ]
        ),
        ["waiting for the window"] = new(
            "invitation",
            "",
            [
                "Wacht. Nog niet geprobeerd.",
                "Gaat op 2 maart 11.00 uur: nu is het buiten de uren voor mail.",
                "U kunt hem opgeven.",
            ],
            ["Waits. Not tried yet.", "Goes at 2026-03-02 11:00: now is outside the hours for mail.", "mail --give-up"]
        ),
        ["waiting, but for nothing"] = new(
            "invitation",
            "update mail set not_after = '2026-03-02T09:30:00.000Z'",
            [
                "Wacht. Nog niet geprobeerd.",
                "Gaat niet meer: na 2 maart 10.30 uur is hij te laat.",
                "U kunt hem opgeven.",
            ],
            ["Waits.", "Goes no more: after 2026-03-02 10:30 it makes no sense.", "mail --give-up"]
        ),
        ["leased"] = new(
            "alert",
            "update mail set state = 'leased', lease_until = '2026-03-02T09:20:00.000Z'",
            [
                "Wordt nu verstuurd.",
                "Lukt het niet, dan gaat hij uiterlijk op 2 maart 10.20 uur terug in de rij.",
                "U hoeft niets te doen.",
            ],
            ["Is being sent.", "If that fails it is back in the queue by 2026-03-02 10:20.", "Nothing to do."]
        ),
        ["in data"] = new(
            "alert",
            "update mail set state = 'in-data', lease_until = '2026-03-02T09:20:00.000Z'",
            [
                "De mailserver heeft de tekst, en moet nog antwoorden.",
                "Is er op 2 maart 10.20 uur geen antwoord, dan wordt hij onzeker.",
                "U hoeft niets te doen.",
            ],
            [
                "The relay has the text, and must still answer.",
                "Without an answer by 2026-03-02 10:20 it becomes unsure.",
                "Nothing to do.",
            ]
        ),
        ["in data, and taken back"] = new(
            "alert",
            "update mail set state = 'in-data', lease_until = '2026-03-02T09:20:00.000Z', taken_back_at = '2026-03-02T08:59:00.000Z'",
            [
                "De mailserver heeft de tekst",
                "Is intussen ingetrokken. Lukt het niet, dan gaat hij niet nog een keer.",
                "U hoeft niets te doen.",
            ],
            [
                "The relay has the text",
                "Was taken back meanwhile. If this fails it does not go again.",
                "Nothing to do.",
            ]
        ),
        ["failed, and taken back"] = new(
            "alert",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:59:00.000Z', hand_over_by = null, taken_back_at = '2026-03-02T08:58:00.000Z', last_note = 'content refused', last_stage = 'final'",
            [
                "Niet verstuurd.",
                "De mailserver weigerde de inhoud (na de tekst).",
                "Er gebeurt niets meer vanzelf.",
                "Opnieuw sturen kan niet.",
            ],
            [
                "Not sent.",
                "Content refused (after the text).",
                "Nothing happens by itself any more.",
                "It cannot be sent again",
            ]
        ),
        ["sent"] = new(
            "alert",
            "update mail set state = 'sent', sent_at = '2026-03-02T08:58:00.000Z', ended_at = '2026-03-02T08:58:00.000Z', queued_as = '4XyZ12'",
            [
                "Verstuurd: de mailserver nam hem aan op 2 maart 9.58 uur.",
                "Klaar, tenzij hij nog terugkomt.",
                "U hoeft niets te doen.",
                "4XyZ12",
            ],
            [
                "Sent: the relay took it at 2026-03-02 09:58.",
                "Done, unless it still comes back.",
                "Nothing to do.",
                "4XyZ12",
            ]
        ),
        ["failed, to a caregiver"] = new(
            "invitation",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', last_note = 'refused by the server', last_stage = 'rcpt', last_code = 550, last_enhanced = '5.1.1'",
            [
                "Niet verstuurd.",
                "De mailserver weigerde (bij de ontvanger, antwoord 550 5.1.1).",
                "Wie nog meedoet, staat bij de coördinator op de werklijst, tot er een mail aankomt of een antwoord komt.",
                "U kunt hem opnieuw sturen.",
            ],
            [
                "Not sent.",
                "Refused by the server (at the recipient, answer 550 5.1.1).",
                "Who still takes part stands on the coordinator's worklist, until a mail arrives or an answer comes.",
                "mail --again",
            ]
        ),
        ["failed, to staff"] = new(
            "digest",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', last_note = 'message too large', last_stage = 'mail'",
            [
                "Niet verstuurd.",
                "De mail is te groot (bij de afzender).",
                "Er gebeurt niets meer vanzelf.",
                "U kunt hem opnieuw sturen.",
            ],
            ["Not sent.", "Message too large (at the sender).", "Nothing happens by itself any more.", "mail --again"]
        ),
        ["failed for good"] = new(
            "digest",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', last_note = 'mailbox full'; delete from mail_bytes",
            ["Niet verstuurd.", "De mailbox is vol.", "Er gebeurt niets meer vanzelf.", "Opnieuw sturen kan niet."],
            ["Not sent.", "Mailbox full.", "Nothing happens by itself any more.", "It cannot be sent again"]
        ),
        ["given up"] = new(
            "digest",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', decided_at = '2026-03-02T08:58:00.000Z', last_note = 'given up by the operator'",
            [
                "Niet verstuurd: een beheerder gaf hem op.",
                "Er gebeurt niets meer vanzelf.",
                "U kunt hem opnieuw sturen.",
                "Opgegeven door de opdracht op de server, op 2 maart 9.58 uur.",
            ],
            [
                "Not sent: an operator gave it up.",
                "Nothing happens by itself any more.",
                "mail --again",
                "given up by the command line, at 2026-03-02 09:58",
            ]
        ),
        ["unsure"] = new(
            "alert",
            "update mail set state = 'unsure', unsure_count = 1, last_note = 'delivery unknown', next_try_at = '2026-03-02T09:15:00.000Z'",
            [
                "Onzeker: niemand weet of hij is aangekomen.",
                "De mailserver kreeg de hele mail, en gaf geen antwoord meer.",
                "Gaat op 2 maart 10.15 uur nog één keer, precies gelijk.",
                "Bel de coördinator",
                "U kunt hem opnieuw sturen.",
                "U kunt hem opgeven.",
            ],
            [
                "Unsure: nobody knows whether it arrived.",
                "The relay had the whole mail, and answered no more.",
                "Goes once more at 2026-03-02 10:15, exactly the same.",
                "Phone the coordinator",
                "mail --give-up",
            ]
        ),
        ["unsure for the last time"] = new(
            "invitation",
            "update mail set state = 'unsure', unsure_count = 2, next_try_at = '2026-03-02T09:15:00.000Z'",
            [
                "Onzeker",
                "gaf geen antwoord meer.",
                "Gaat niet vanzelf nog een keer. Vanaf 2 maart 10.15 uur telt hij als niet verstuurd.",
                "U kunt hem opnieuw sturen.",
                "U kunt hem opgeven.",
            ],
            [
                "Unsure",
                "answered no more.",
                "Does not go again by itself. From 2026-03-02 10:15 on it counts as not sent.",
                "mail --again",
            ]
        ),
        ["unsure for the last time, while mail is held"] = new(
            "invitation",
            "update mail set state = 'unsure', unsure_count = 2, next_try_at = '2026-03-02T09:15:00.000Z'",
            [
                "Onzeker",
                "Vanaf 2 maart 10.15 uur telt hij als niet verstuurd.",
                "U kunt hem opnieuw sturen.",
                "U kunt hem opgeven.",
            ],
            ["Unsure", "From 2026-03-02 10:15 on it counts as not sent.", "mail --again"],
            "insert into send_hold (epoch, begun_at, held_at, why) values ('era', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000Z', 'restored')"
        ),
        ["unsure, while the relay is left alone"] = new(
            "alert",
            "update mail set state = 'unsure', unsure_count = 1, next_try_at = '2026-03-02T09:15:00.000Z'",
            [
                "Onzeker",
                "Gaat op 2 maart 10.30 uur: tot dan laten wij de mailserver met rust.",
                "U kunt hem opnieuw sturen.",
                "U kunt hem opgeven.",
            ],
            ["Unsure", "Goes at 2026-03-02 10:30: until then the relay is left alone.", "mail --again"],
            "update mail_relay set paused_until = '2026-03-02T09:30:00.000Z', failures = 1, stage = 'connect', note = 'connection lost', since = '2026-03-02T08:55:00.000Z'"
        ),
        ["fuse blown for longer than it makes sense"] = new(
            "invitation",
            "update mail set not_after = '2026-03-03T08:00:00.000Z'",
            [
                "Wacht. Nog niet geprobeerd.",
                "Gaat niet meer: na 3 maart 9.00 uur is hij te laat.",
                "U kunt hem opgeven.",
            ],
            ["Waits.", "Goes no more: after 2026-03-03 09:00 it makes no sense.", "mail --give-up"],
            "update mail_relay set daily_limit_reached_at = '2026-03-02T08:55:00.000Z'"
        ),
        ["once more"] = new(
            "alert",
            "update mail set unsure_count = 1, last_note = 'delivery unknown'",
            [
                "Gaat nog een keer, want misschien kwam hij niet aan.",
                "gaf geen antwoord meer.",
                "Gaat zo, als hij aan de beurt is.",
                "U kunt hem opgeven.",
            ],
            ["Goes once more, as it may not have arrived.", "answered no more.", "Goes soon", "mail --give-up"]
        ),
        ["failed, and perhaps arrived"] = new(
            "invitation",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', unsure_count = 2, last_note = 'delivery unknown'",
            [
                "Niet verstuurd, voor zover wij weten. Misschien kwam hij toch aan.",
                "gaf geen antwoord meer.",
                "Wie nog meedoet, staat bij de coördinator op de werklijst",
                "U kunt hem opnieuw sturen.",
            ],
            [
                "Not sent, as far as we know. It may have arrived all the same.",
                "answered no more.",
                "Who still takes part stands on the coordinator's worklist",
                "mail --again",
            ]
        ),
        ["gone by the relay's log"] = new(
            "alert",
            "update mail set state = 'sent', unsure_count = 1, sent_at = '2026-03-02T08:40:00.000Z', ended_at = '2026-03-02T08:58:00.000Z', decided_at = '2026-03-02T08:58:00.000Z'",
            [
                "Verstuurd: de mailserver nam hem aan op 2 maart 9.40 uur.",
                "Klaar, tenzij hij nog terugkomt.",
                "U hoeft niets te doen.",
                "Aangekomen volgens de opdracht op de server, op 2 maart 9.58 uur.",
            ],
            [
                "Sent: the relay took it at 2026-03-02 09:40.",
                "Done, unless it still comes back.",
                "Nothing to do.",
                "counted as sent by the command line, at 2026-03-02 09:58",
            ]
        ),
        ["failed before its time was over"] = new(
            "alert",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', last_note = 'message too large'",
            ["Niet verstuurd.", "Er gebeurt niets meer vanzelf.", "Bel de coördinator", "U kunt hem opnieuw sturen."],
            ["Not sent.", "Nothing happens by itself any more.", "Phone the coordinator", "mail --again"]
        ),
        ["failed, and the signal taken up since"] = new(
            "alert",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', last_note = 'message too large', hand_over_by = null",
            ["Niet verstuurd.", "Er gebeurt niets meer vanzelf.", "Opnieuw sturen kan niet."],
            ["Not sent.", "Nothing happens by itself any more.", "It cannot be sent again"]
        ),
        ["expired while mail was held"] = new(
            "invitation",
            "update mail set state = 'expired', ended_at = '2026-03-02T08:58:00.000Z'",
            [
                "Niet verstuurd: het werd te laat.",
                "Hij wachtte langer dan twee dagen terwijl de mail werd vastgehouden.",
                "U kunt hem opnieuw sturen.",
            ],
            ["Not sent: it became too late.", "It waited longer than two days while mail was held.", "mail --again"]
        ),
        ["expired"] = new(
            "invitation",
            "update mail set state = 'expired', ended_at = '2026-03-02T08:58:00.000Z', not_after = '2026-03-02T08:58:00.000Z', last_note = 'timed out', last_stage = 'connect'",
            [
                "Niet verstuurd: het werd te laat.",
                "Na 2 maart 9.58 uur was deze mail te laat. De mailserver antwoordde te laat (bij het verbinden).",
                "Wie nog meedoet, staat bij de coördinator op de werklijst",
                "Opnieuw sturen kan niet.",
            ],
            [
                "Not sent: it became too late.",
                "After 2026-03-02 09:58 this mail made no sense any more. Timed out (connecting).",
                "Who still takes part stands on the coordinator's worklist",
                "It cannot be sent again",
            ]
        ),
        ["cancelled: a signal taken up"] = new(
            "alert",
            "update mail set state = 'cancelled', ended_at = '2026-03-02T08:58:00.000Z'",
            [
                "Ingetrokken.",
                "Iemand pakte de melding op.",
                "Hij gaat niet meer, en dat is goed.",
                "U hoeft niets te doen.",
            ],
            [
                "Taken back.",
                "Somebody has taken the signal up.",
                "It goes no more, and that is right.",
                "Nothing to do.",
            ]
        ),
        ["cancelled: a caregiver"] = new(
            "invitation",
            "update mail set state = 'cancelled', ended_at = '2026-03-02T08:58:00.000Z'",
            [
                "Ingetrokken.",
                "Iemand antwoordde, nam pauze of stopte, of de vragen zijn gesloten.",
                "Hij gaat niet meer, en dat is goed.",
                "U hoeft niets te doen.",
            ],
            [
                "Taken back.",
                "Somebody answered, paused or stopped, or the check-in has closed.",
                "It goes no more",
                "Nothing to do.",
            ]
        ),
        ["cancelled: a stopped address"] = new(
            "invitation",
            "update mail set state = 'cancelled', ended_at = '2026-03-02T08:58:00.000Z'",
            [
                "Ingetrokken.",
                "Er gaat geen mail meer naar dit adres",
                "Hij gaat niet meer, en dat is goed.",
                "U hoeft niets te doen.",
            ],
            ["Taken back.", "Nothing goes to this address any more", "It goes no more", "Nothing to do."],
            "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-03-02T08:00:00.000Z', 'hard')"
        ),
        ["cancelled, and the address stopped later"] = new(
            "invitation",
            "update mail set state = 'cancelled', ended_at = '2026-03-02T08:58:00.000Z'",
            [
                "Ingetrokken.",
                "Iemand antwoordde, nam pauze of stopte, of de vragen zijn gesloten.",
                "Hij gaat niet meer, en dat is goed.",
                "U hoeft niets te doen.",
            ],
            [
                "Taken back.",
                "Somebody answered, paused or stopped, or the check-in has closed.",
                "It goes no more",
                "Nothing to do.",
            ],
            "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-03-02T08:59:00.000Z', 'hard')"
        ),
        ["returned, and sent again since"] = new(
            "alert",
            Sent + ", decided_at = '2026-03-02T08:59:30.000Z'",
            [
                "Verstuurd: de mailserver nam hem aan",
                "Klaar, tenzij hij nog terugkomt.",
                "U hoeft niets te doen.",
                "Opnieuw gestuurd door de opdracht op de server",
            ],
            [
                "Sent: the relay took it",
                "Done, unless it still comes back.",
                "Nothing to do.",
                "sent again by the command line",
            ],
            Back("soft", "mailbox full", "4.2.2")
        ),
        ["held"] = new(
            "digest",
            "update mail set state = 'held', next_try_at = null",
            [
                "Vastgehouden: gaat niet vanzelf.",
                "Gaat pas als u hem opnieuw stuurt.",
                "U kunt hem opnieuw sturen.",
                "U kunt hem opgeven.",
            ],
            ["Held: it does not go by itself.", "Goes only when you send it again.", "mail --again", "mail --give-up"]
        ),
        ["fence closed"] = new(
            "alert",
            "",
            [
                "Wacht. Nog niet geprobeerd.",
                "Gaat pas als de mail weer is vrijgegeven.",
                "Geef de mail vrij met de opdracht resume-mail",
                "U kunt hem opgeven.",
            ],
            ["Waits.", "Goes only after resume-mail.", "let it: resume-mail", "mail --give-up"],
            "insert into send_hold (epoch, begun_at, held_at, why) values ('era', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000Z', 'restored')",
            "Er is een oudere stand van de gegevens teruggezet.",
            "an older state of the store was put back"
        ),
        ["breaker open"] = new(
            "alert",
            "",
            [
                "Wacht. Nog niet geprobeerd.",
                "Gaat op 2 maart 10.30 uur: tot dan laten wij de mailserver met rust.",
                "Herstel wat er mis is met de mailserver",
                "U kunt hem opgeven.",
            ],
            [
                "Waits.",
                "Goes at 2026-03-02 10:30: until then the relay is left alone.",
                "mail --try-now",
                "mail --give-up",
            ],
            "update mail_relay set paused_until = '2026-03-02T09:30:00.000Z', failures = 1, stage = 'auth', code = 535, enhanced = '5.7.8', note = 'sign-in refused', since = '2026-03-02T08:55:00.000Z'",
            "Tot 2 maart 10.30 uur laten wij de mailserver met rust. Inloggen bij de mailserver lukte niet (bij het inloggen, antwoord 535 5.7.8). Dat begon op 2 maart 9.55 uur.",
            "The relay is left alone until 2026-03-02 10:30. Sign-in refused (signing in, answer 535 5.7.8). That began at 2026-03-02 09:55."
        ),
        ["fuse blown"] = new(
            "invitation",
            "",
            [
                "Wacht. Nog niet geprobeerd.",
                "Gaat na 3 maart 9.55 uur: tot dan houdt de grens van een dag alle mail aan mantelzorgers tegen.",
                "Kijk of het er zoveel mogen zijn.",
                "U kunt hem opgeven.",
            ],
            [
                "Waits.",
                "Goes after 2026-03-03 09:55: until then the day's limit holds all mail to caregivers.",
                "See whether there should be so many.",
                "mail --give-up",
            ],
            "update mail_relay set daily_limit_reached_at = '2026-03-02T08:55:00.000Z'",
            "Op 2 maart 9.55 uur gingen er meer dan 500 mails in 24 uur naar mantelzorgers. Tot 3 maart 9.55 uur gaat er niets meer naar hen uit",
            "there were more than 500 to caregivers in 24 hours. Nothing more goes to them until 2026-03-03 09:55"
        ),
        ["alert late"] = new(
            "alert",
            "update mail set hand_over_by = '2026-03-02T08:45:00.000Z', last_note = 'connection lost', last_stage = 'connect'",
            [
                "Te laat: op 2 maart 9.45 uur had de mailserver deze mail moeten hebben.",
                "De verbinding viel weg (bij het verbinden).",
                "Gaat zo",
                "Bel de coördinator: er staat iets op de werklijst dat niet kan wachten.",
                "U kunt hem opgeven.",
            ],
            [
                "LATE: the relay should have had this mail at 2026-03-02 09:45.",
                "Connection lost (connecting).",
                "Goes soon",
                "Phone the coordinator",
            ]
        ),
        ["returned: hard"] = new(
            "invitation",
            Sent,
            [
                "Verstuurd op 2 maart 9.58 uur, maar kwam terug: Het adres bestaat niet.",
                "Wie nog meedoet, staat bij de coördinator op de werklijst, tot er een mail aankomt of een antwoord komt.",
                "U hoeft niets te doen.",
                "Het adres bestaat niet (antwoord 5.1.1).",
            ],
            [
                "Sent at 2026-03-02 09:58, but it came back: Address does not exist.",
                "Who still takes part stands on the coordinator's worklist",
                "Nothing to do.",
                "Address does not exist (answer 5.1.1).",
            ],
            Back("hard", "address does not exist", "5.1.1")
        ),
        ["returned: soft, to staff"] = new(
            "alert",
            Sent,
            [
                "Verstuurd op 2 maart 9.58 uur, maar kwam terug: De mailbox is vol.",
                "Er gebeurt niets meer vanzelf.",
                "Bel de coördinator",
                "Vraag de medewerker of dit adres klopt.",
            ],
            [
                "Sent at 2026-03-02 09:58, but it came back: Mailbox full.",
                "Nothing happens by itself any more.",
                "Phone the coordinator",
                "Ask whose address it is whether it is right.",
            ],
            Back("soft", "mailbox full", "4.2.2")
        ),
        ["returned: a reply"] = new(
            "invitation",
            Sent,
            [
                "Verstuurd: de mailserver nam hem aan",
                "Klaar, tenzij hij nog terugkomt.",
                "U hoeft niets te doen.",
                "Iemand schreef terug.",
            ],
            ["Sent: the relay took it", "Done, unless it still comes back.", "Nothing to do.", "Somebody wrote."],
            Back("reply", "somebody wrote", null)
        ),
        ["returned: spam"] = new(
            "invitation",
            Sent,
            [
                "Verstuurd: de mailserver nam hem aan",
                "Klaar, tenzij hij nog terugkomt.",
                "U hoeft niets te doen.",
                "Gemeld als spam.",
            ],
            ["Sent: the relay took it", "Done, unless it still comes back.", "Nothing to do.", "Marked as spam."],
            Back("complaint", "marked as spam", null)
        ),
        ["address changed since"] = new(
            "invitation",
            "update mail set state = 'failed', ended_at = '2026-03-02T08:58:00.000Z', last_note = 'mailbox full'",
            [
                "Niet verstuurd.",
                "De mailbox is vol.",
                "Wie nog meedoet, staat bij de coördinator op de werklijst",
                "U kunt hem opnieuw sturen.",
                "example.org. Het adres is sindsdien veranderd: nu is het bij elders.example.",
            ],
            [
                "Not sent.",
                "Mailbox full.",
                "Who still takes part stands on the coordinator's worklist",
                "mail --again",
                "example.org; the address was changed since, and is at elders.example now",
            ],
            "update caregiver set email = 'persoon1@elders.example'"
        ),
    };

    private const string Sent =
        "update mail set state = 'sent', sent_at = '2026-03-02T08:58:00.000Z', in_data_at = '2026-03-02T08:58:00.000Z', ended_at = '2026-03-02T08:58:00.000Z'";

    public static TheoryData<string> Names => [.. States.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_page_and_the_command_line_say_what_it_is_why_what_comes_next_and_what_can_be_done(string name)
    {
        var state = States[name];
        Arrange(state);

        var list = await Operator();
        var onPage = list.Text;
        var page = await list.Open($"/beheer/post/{Id}");
        var shown = Mail("--show", Id);

        Assert.Each(state.Dutch, text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
        Assert.Each(state.English, text => Assert.Contains(text, shown, StringComparison.Ordinal));
        Assert.Contains(state.Dutch[0], onPage, StringComparison.Ordinal);
        Assert.Contains(state.English[0], Mail("--state", Stored()), StringComparison.Ordinal);
        if (state.AroundDutch is { } around)
            Assert.Contains(around, onPage, StringComparison.Ordinal);
        if (state.AroundEnglish is { } english)
            Assert.Contains(english, Mail(), StringComparison.Ordinal);
        Assert.Equal(
            state.Dutch.Contains("U kunt hem opnieuw sturen."),
            page.Page.QuerySelector("main a[href$='/opnieuw']") is not null
        );
        Assert.Equal(
            state.Dutch.Contains("U kunt hem opgeven."),
            page.Page.QuerySelector("main a[href$='/opgeven']") is not null
        );
        Assert.DoesNotContain("persoon1", onPage + page.Text + shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Anna", onPage + page.Text + shown, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_state_of_the_store_is_among_them()
    {
        var states = site.Database.Read(transaction =>
            transaction.One<string>("select sql from sqlite_master where name = 'mail'")
        );

        var known = Quoted()
            .Matches(Regex.Match(states, @"state in \(([^)]*)\)").Groups[1].Value)
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.Equal(9, known.Count);
        Assert.Each(
            known,
            one =>
                Assert.Contains(
                    States.Values,
                    state =>
                        one == "ready"
                            ? !state.Sql.Contains("state =", StringComparison.Ordinal)
                            : state.Sql.Contains($"state = '{one}'", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void The_page_and_the_command_line_know_the_same_sentences()
    {
        string[] prefixes =
        [
            "Is.",
            "Why.",
            "Next.",
            "Do.",
            "Relay.",
            "Fact.",
            "Decided.",
            "Result.",
            "Stage.",
            "Age.",
            "To.",
            "Moment",
            "Second",
        ];

        Assert.Equal(
            Keys("Cli/MailVerb.resx"),
            Keys("Desk/MailLedgerPages/MailLedgerPage.resx")
                .Where(key => prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public async Task What_came_back_and_changed_nothing_is_counted_and_the_newest_to_look_at_are_named()
    {
        foreach (
            var (number, what) in new[]
            {
                ("review", "not recognised"),
                ("review", "not recognised"),
                ("account", "refused by policy"),
                ("ignore", "tag is not ours"),
            }.Index()
        )
        {
            Run(
                $"insert into mail_return (sha256, received_at, class, note, status) values ('{number}', '2026-03-01T09:0{number}:00.000Z', '{what.Item1}', '{what.Item2}', '5.7.1')"
            );
        }

        Run(
            "insert into mail_return (sha256, received_at, class, note, matched_by) values ('y', '2026-03-01T09:09:00.000Z', 'account', 'refused by policy', 'tag')"
        );

        var page = await Operator();
        var shown = Mail("--returned");

        Assert.Contains("Wij herkennen dit bericht niet. 2 keer.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vervalst: het bewijs is niet van ons. 1 keer.", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Geweigerd vanwege ons domein of onze mailserver, niet vanwege de ontvanger (antwoord 5.7.1).",
                "Wij herkennen dit bericht niet (antwoord 5.7.1).",
                "Wij herkennen dit bericht niet (antwoord 5.7.1).",
            ],
            page.Page.QuerySelectorAll(".timeline li > p:first-child").Select(one => one.TextContent)
        );
        Assert.Contains("    2  Not recognised.\n", shown, StringComparison.Ordinal);
        Assert.Contains("  2026-03-01 10:02  Refused by policy (answer 5.7.1).\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attempts_at_a_mail_stand_with_it_newest_first()
    {
        Arrange(States["ready after tries"]);
        Run(
            $"insert into mail_attempt (mail_id, fence, recipient_domain, started_at, ended_at, result, stage, code, note) values ('{Id}', 1, 'x.example', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:03.000Z', 'put off', 'banner', 421, 'server busy')"
        );
        Run(
            $"insert into mail_attempt (mail_id, fence, recipient_domain, started_at) values ('{Id}', 2, 'x.example', '2026-03-02T08:30:10.000Z')"
        );

        var page = await (await Operator()).Open($"/beheer/post/{Id}");

        Assert.Equal(
            [
                "Niet afgemaakt: het programma stopte, of is er nog mee bezig.2 maart 9.30:10 uur",
                "Nog niet gelukt. De mailserver had het te druk (bij de begroeting, antwoord 421).2 maart 9.00:00 uur",
            ],
            page.Page.QuerySelectorAll(".timeline li").Select(one => one.TextContent)
        );
        Assert.Contains(
            "2026-03-02 09:00:00  Put off. Server busy (at the greeting, answer 421).",
            Mail("--show", Id),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_command_of_the_documentation_works()
    {
        Arrange(States["failed, to staff"]);
        Run(States["breaker open"].Around!);
        var lines = File.ReadAllLines(Path.Combine(Some.Root, "docs", "mail.md"));
        var commands = lines
            .Where(line => line.StartsWith("caregiversignal mail", StringComparison.Ordinal))
            .Select(line => line.Split('#')[0].Trim().Replace("ID", Id, StringComparison.Ordinal).Split(' ')[2..])
            .ToList();

        Assert.Equal(8, commands.Count);
        Assert.Each(
            commands,
            command =>
            {
                Run(
                    "update mail set state = 'unsure', unsure_count = 1, next_try_at = '2026-03-02T09:15:00.000Z', ended_at = null"
                );
                Assert.NotEmpty(Mail([.. command, "--yes"]));
            }
        );
        Assert.Each(
            Regex.Matches(string.Join('\n', lines), @"`mail (--[a-z-]+)").Select(match => match.Groups[1].Value),
            option => Assert.Contains(commands, command => command.Contains(option))
        );
    }

    [Fact]
    public async Task What_waits_for_somebody_stands_with_the_oldest_first_and_what_is_cut_off_is_counted()
    {
        for (var number = 0; number <= 50; number++)
            PostMails.Add(site, "held", null, "digest");

        var page = await Operator();

        Assert.Contains("Dit zijn de oudste 50.", page.Text, StringComparison.Ordinal);
        Assert.Equal($"/beheer/post/{50:x32}", page.Page.QuerySelector("tbody a")!.GetAttribute("href"));
        Assert.Null(page.Page.QuerySelector($"tbody a[href='/beheer/post/{Id}']"));
        Assert.EndsWith("\n… and 1 more\n", Mail(), StringComparison.Ordinal);
        Assert.EndsWith("\n… and 1 more\n", Mail("--state", "held"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_to_be_phoned_about_an_alert_that_came_back_once_its_signal_is_taken_up()
    {
        Arrange(new State("alert", Sent, [], [], Back("soft", "mailbox full", "4.2.2")));
        Assert.Contains("Phone the coordinator", Mail("--show", Id), StringComparison.Ordinal);

        Run("update mail set hand_over_by = null");

        Assert.DoesNotContain("Phone the coordinator", Mail("--show", Id), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Bel de coördinator",
            (await (await Operator()).Open($"/beheer/post/{Id}")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_failed_alert_whose_time_is_still_to_come_is_not_said_to_have_been_late()
    {
        Arrange(States["failed before its time was over"]);

        Assert.DoesNotContain("LATE", Mail(), StringComparison.Ordinal);
        Assert.DoesNotContain("Te laat: op", (await Operator()).Text, StringComparison.Ordinal);
    }

    private void Arrange(State state)
    {
        var caregiver = site.AddCaregiver();
        var check = site.AskByLink(caregiver).CheckIn;
        var signal = site.AddSignal(caregiver);
        var (isToCaregiver, now) = (state.Kind is "invitation" or "reminder", site.Clock.GetUtcNow());
        var envelope = isToCaregiver
            ? new Envelope(Some.Kind(state.Kind), $"invite:{check.Id}", now.AddDays(5), caregiver, CheckInId: check.Id)
            : new Envelope(
                Some.Kind(state.Kind, urgent: true),
                "key",
                now.AddDays(1),
                SignalId: state.Kind == "alert" ? signal.Id : null,
                HandOverBy: state.Kind == "alert" ? now.AddMinutes(15) : null
            );
        site.Database.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    Id,
                    "post@delinde.nl",
                    isToCaregiver ? "persoon1@example.org" : TestInstallation.CoordinatorEmail,
                    [65],
                    envelope,
                    now.AddHours(-3),
                    $"<{Id}@delinde.nl>"
                )
            )
        );
        if (state.Sql.Length > 0)
            Run(state.Sql);
        if (state.Around is { } around)
            Run(around);
    }

    private static string Back(string what, string note, string? status) =>
        $"insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, status) values ('x', '2026-03-02T08:59:00.000Z', '{what}', '{note}', 'tag', '{Id}', {(status is null ? "null" : $"'{status}'")})";

    private void Run(string sql) => site.Database.Write(transaction => transaction.Execute(sql));

    private string Stored() => site.Database.Read(transaction => transaction.One<string>("select state from mail"));

    private async Task<Browser> Operator()
    {
        var id = site.Coordinator();
        site.Database.Write(transaction => CoordinatorTable.SetOperator(transaction, id));
        return await (await site.SignedIn()).Open("/beheer/post");
    }

    /// <summary>The verb on the same store, at the same time.</summary>
    private string Mail(params string[] args)
    {
        site.Database.Write(transaction => SiteClockTable.Set(transaction, site.Clock.GetUtcNow(), simulated: true));
        using var output = new StringWriter();
        string[] settings =
        [
            $"--Storage:Connection=Data Source={site.StorePath}",
            "--Mail:Window=11:00-20:00",
            "--Mail:Fuse=500",
            $"--Questionnaires:Folder={Some.QuestionnairesFolder}",
        ];
        var code = CommandLine.Run(
            new RootCommand { MailVerb.Create() },
            ["mail", .. args, .. settings],
            new InvocationConfiguration { Output = output, Error = output }
        );
        Assert.Equal((0, args), (code, args));
        return output.ToString();
    }

    private static IReadOnlyList<string> Keys(string resource) =>
        [
            .. System
                .Xml.Linq.XDocument.Load(Path.Combine(Some.Root, "src", "CaregiverSignal", resource))
                .Root!.Elements("data")
                .Select(data => data.Attribute("name")!.Value),
        ];

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    /// <param name="Sql">Brings the mail there.</param>
    /// <param name="Around">Brings what stands around it there.</param>
    private sealed record State(
        string Kind,
        string Sql,
        string[] Dutch,
        string[] English,
        string? Around = null,
        string? AroundDutch = null,
        string? AroundEnglish = null
    );
}
