using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Delivery;
using CaregiverSignal.Desk.MailLedgerPages;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>mail</c>: shows what became of each mail; "send again", "give up", "it went" and "try the relay now" ask
/// for confirmation.
/// </summary>
public static class MailVerb
{
    private const int Shown = 50;

    private static readonly string[] States = [.. Codes.All<MailState>()];

    private static readonly Texts Words = Texts.Of(typeof(MailVerb));

    public static Command Create()
    {
        var show = new Option<string?>("--show")
        {
            HelpName = "ID",
            Description = "All there is to know about this mail, with each attempt and what came back.",
        };
        var state = new Option<string?>("--state")
        {
            HelpName = "STATE",
            Description = $"The newest mail in one state: {string.Join(", ", States)}.",
        };
        state.AcceptOnlyFromAmong(States);
        var returned = new Option<bool>("--returned")
        {
            Description = "What came back in the last 30 days and changed nothing.",
        };
        var again = new Option<string?>("--again")
        {
            HelpName = "ID",
            Description = "Send this mail again, byte for byte.",
        };
        var itWent = new Option<string?>("--it-went")
        {
            HelpName = "ID",
            Description = "The relay's log says that this mail, whose fate is unknown, went.",
        };
        var giveUp = new Option<string?>("--give-up")
        {
            HelpName = "ID",
            Description = "Do not try this mail any more.",
        };
        var tryNow = new Option<bool>("--try-now") { Description = "Try the relay before its pause is over." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command(
            "mail",
            "Show what became of each mail; send one again, give it up, say that it went, or try the relay now."
        )
        {
            show,
            state,
            returned,
            again,
            giveUp,
            itWent,
            tryNow,
            yes,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(parsed =>
        {
            Option[] one = [show, state, returned, again, giveUp, itWent, tryNow];
            var given = one.Count(option => parsed.GetResult(option) is { Implicit: false });
            if (given > 1)
                parsed.AddError($"Only one of {string.Join(", ", one.Select(option => option.Name))} at a time.");
        });
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                (installation, database) =>
                {
                    var at = new Place(installation, database, parsed);
                    if (parsed.GetValue(show) is { } shown)
                        return Show(at, shown);
                    if (parsed.GetValue(state) is { } chosen)
                        return ListState(at, Codes.Parse<MailState>(chosen));
                    if (parsed.GetValue(returned))
                        return Returned(at);
                    if (parsed.GetValue(tryNow))
                        return TryNow(at, parsed.GetValue(yes));
                    if (parsed.GetValue(again) is { } lost)
                        return Decide(
                            at,
                            lost,
                            parsed.GetValue(yes),
                            "sent again",
                            mail => mail.MayGoAgain,
                            (transaction, id) =>
                                MailLedgerTable.SendAgain(
                                    transaction,
                                    id,
                                    null,
                                    installation.Settings.Mail.AlertWithin,
                                    at.Time.Now
                                ),
                            mayComeTwice: true
                        );
                    if (parsed.GetValue(giveUp) is { } hopeless)
                        return Decide(
                            at,
                            hopeless,
                            parsed.GetValue(yes),
                            "given up",
                            mail => mail.MayBeGivenUp,
                            (transaction, id) => MailLedgerTable.GiveUp(transaction, id, null, at.Time.Now)
                        );
                    if (parsed.GetValue(itWent) is { } gone)
                        return Decide(
                            at,
                            gone,
                            parsed.GetValue(yes),
                            "counted as sent",
                            mail => mail.MayHaveGone,
                            (transaction, id) => MailLedgerTable.ConfirmSent(transaction, id, null, at.Time.Now)
                        );
                    return List(at);
                }
            )
        );
        return command;
    }

    private static int List(Place at)
    {
        var (outlook, counts, inGroup, groups) = at.Database.Read(transaction =>
            (
                at.Outlook(transaction),
                MailLedgerTable.Counts(transaction),
                MailLedgerTable.CountByGroup(transaction, at.Time.Now),
                MailLedgerTable
                    .Groups.Where(group => group is not ("past" or "sent"))
                    .Select(group => (Key: group, Mails: MailLedgerTable.In(transaction, group, at.Time.Now, Shown)))
                    .ToList()
            )
        );
        var words = new LedgerWords(Words, outlook);
        WriteRelay(at, words, outlook);
        at.Output.WriteLine(
            counts.Count == 0
                ? "No mail yet."
                : string.Join(", ", counts.Select(one => $"{Counted(one.Value)} {one.Key.Code()}"))
        );
        foreach (var (group, mails) in groups)
            Write(at, words, mails, inGroup.GetValueOrDefault(group));
        return CommandLine.Success;
    }

    private static int ListState(Place at, MailState state)
    {
        var (outlook, mails, counts) = at.Database.Read(transaction =>
            (
                at.Outlook(transaction),
                MailLedgerTable.InState(transaction, state, at.Time.Now, Shown),
                MailLedgerTable.Counts(transaction)
            )
        );
        if (mails.Count == 0)
            at.Output.WriteLine($"No mail is {state.Code()}.");
        Write(at, new LedgerWords(Words, outlook), mails, counts.GetValueOrDefault(state));
        return CommandLine.Success;
    }

    private static int Show(Place at, string id)
    {
        var (mail, outlook, attempts, returns) = at.Database.Read(transaction =>
            (
                MailLedgerTable.Get(transaction, id, at.Time.Now),
                at.Outlook(transaction),
                MailLedgerTable.Attempts(transaction, id),
                MailLedgerTable.ReturnsOf(transaction, id)
            )
        );
        if (mail is null)
            return None(at, id);
        var words = new LedgerWords(Words, outlook);
        at.Output.WriteLine(LineOf(at, mail));
        foreach (var fact in words.FactsOf(mail))
            at.Output.WriteLine($"  {fact.Label, -18}  {fact.Value.ReplaceLineEndings("\n" + new string(' ', 22))}");
        foreach (var attempt in attempts.Select(words.Of))
            at.Output.WriteLine($"  {"attempt", -18}  {attempt.When}  {attempt.Text}");
        foreach (var one in returns.Select(words.Of))
            at.Output.WriteLine($"  {"came back", -18}  {one.When}  {one.Text}");
        return CommandLine.Success;
    }

    private static int Returned(Place at)
    {
        var since = at.Time.Now - MailLedgerTable.IdleShown;
        var (outlook, counts, newest) = at.Database.Read(transaction =>
            (
                at.Outlook(transaction),
                MailLedgerTable.CountIdleReturns(transaction, since),
                MailLedgerTable.IdleReturns(transaction, since, Shown)
            )
        );
        var words = new LedgerWords(Words, outlook);
        if (counts.Count == 0)
            at.Output.WriteLine("Nothing came back in the last 30 days that changed nothing.");
        foreach (var one in counts)
            at.Output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{one.Count, 5}  {words.Returned(one.Note)}")
            );
        if (newest.Count > 0)
            at.Output.WriteLine("To look at, in the mailbox or the folder of returned mail, newest first:");
        foreach (var one in newest.Select(words.Of))
            at.Output.WriteLine($"  {one.When}  {one.Text}");
        return CommandLine.Success;
    }

    private static int TryNow(Place at, bool yes)
    {
        var outlook = at.Database.Read(at.Outlook);
        WriteRelay(at, new LedgerWords(Words, outlook), outlook);
        if (!outlook.IsPaused)
            return Verbs.Report(
                [new Fault("mail", "--try-now", "is for a relay that is left alone, and this one is not")],
                at.Error
            );
        if (outlook.Relay.Stage == "auth")
            at.Error.WriteLine("Mend the password first: signing in wrongly too often may lock the account.");
        if (outlook.IsLimited)
            at.Error.WriteLine("This is a limit of the relay: better wait until its time is over.");
        if (!yes && !Agrees(at, "May the relay be tried now?"))
            return CommandLine.Failure;
        if (!Recorded(at, "mail_relay", transaction => MailLedgerTable.TryRelayNow(transaction, at.Time.Now)))
        {
            return Verbs.Report(
                [new Fault("mail", "--try-now", "could no longer be done: the relay is not left alone any more")],
                at.Error
            );
        }

        at.Output.WriteLine("The first mail that may go goes at once, when the service runs, or with tick.");
        return CommandLine.Success;
    }

    private static int Decide(
        Place at,
        string id,
        bool yes,
        string done,
        Func<MailLedgerRow, bool> may,
        Func<Transaction, string, bool> act,
        bool mayComeTwice = false
    )
    {
        var (found, outlook) = at.Database.Read(transaction =>
            (MailLedgerTable.Get(transaction, id, at.Time.Now), at.Outlook(transaction))
        );
        if (found is not { } mail)
            return None(at, id);
        Write(at, new LedgerWords(Words, outlook), mail);
        if (!may(mail))
            return Verbs.Report(
                [new Fault("mail", id, $"cannot be {done}: it has ended, is on its way, or makes no sense any more")],
                at.Error
            );
        if (mayComeTwice && mail.MayHaveArrived)
            at.Error.WriteLine("It may have arrived; then it comes twice.");
        if (!yes && !Agrees(at, $"May it be {done}?"))
            return CommandLine.Failure;
        if (!Recorded(at, "mail/" + id, transaction => act(transaction, id)))
            return Verbs.Report([new Fault("mail", id, $"could no longer be {done}")], at.Error);
        var after = at.Database.Read(transaction => MailLedgerTable.Get(transaction, id, at.Time.Now))!;
        at.Output.WriteLine($"It is {done}. {new LedgerWords(Words, outlook).Next(after)}");
        return CommandLine.Success;
    }

    private static bool Recorded(Place at, string what, Func<Transaction, bool> decide)
    {
        var recorder = new Recorder(at.Database, at.Time.Provider);
        return at.Database.Write(transaction =>
        {
            var isDone = decide(transaction);
            if (isDone)
                recorder.Add(transaction, Actor.CommandLine, Deed.DecideMail, what: what);
            return isDone;
        });
    }

    private static bool Agrees(Place at, string question)
    {
        at.Error.Write(question + " Type yes: ");
        if (Console.In.ReadLine()?.Trim() == "yes")
            return true;
        at.Error.WriteLine("Nothing was changed.");
        return false;
    }

    private static int None(Place at, string id) =>
        Verbs.Report([new Fault("mail", id, "is no mail; see mail without options")], at.Error);

    private static void WriteRelay(Place at, LedgerWords words, RelayOutlook outlook)
    {
        if (outlook.HeldForGood is { } why)
            at.Output.WriteLine($"Nothing is mailed: {why.InWords()}; see resume-mail.");
        if (at.Database.Read(SiteClockTable.Get) is { Simulated: false } clock)
        {
            at.Output.WriteLine(
                $"The program last worked at {words.Moment(clock.At)}{(at.Time.Now - clock.At > Heartbeat.LongestBetween ? ". Does it run?" : ".")}"
            );
        }

        foreach (var line in words.OfRelay())
            at.Output.WriteLine(line);
    }

    /// <param name="count">How many there are, including those that are not shown, as far as they are counted.</param>
    private static void Write(Place at, LedgerWords words, IReadOnlyList<MailLedgerRow> mails, int count)
    {
        foreach (var mail in mails)
            Write(at, words, mail);
        if (count > mails.Count)
            at.Output.WriteLine(
                count > MailLedgerTable.MostCounted
                    ? $"… and more than {Texts.Number(MailLedgerTable.MostCounted - mails.Count)} more"
                    : $"… and {Texts.Number(count - mails.Count)} more"
            );
    }

    private static string Counted(int count) =>
        count > MailLedgerTable.MostCounted
            ? $"more than {Texts.Number(MailLedgerTable.MostCounted)}"
            : Texts.Number(count);

    private static void Write(Place at, LedgerWords words, MailLedgerRow mail)
    {
        at.Output.WriteLine(LineOf(at, mail));
        at.Output.WriteLine(
            "    "
                + string.Join(
                    ' ',
                    new[] { words.Late(mail), words.Is(mail), words.Why(mail) }.Where(text =>
                        !string.IsNullOrEmpty(text)
                    )
                )
        );
        at.Output.WriteLine($"    {words.Next(mail)}");
        at.Output.WriteLine($"    {string.Join("; ", words.Do(mail))}");
    }

    private static string LineOf(Place at, MailLedgerRow mail) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{mail.Id}  {mail.State.Code(), -9}  {mail.Kind, -11}  {mail.RecipientDomain, -24}  {at.Time.Local(mail.CreatedAt):yyyy-MM-dd HH:mm}"
        );

    /// <summary>The store that it reads, its clock, and the output.</summary>
    private sealed record Place(Installation Installation, Database Database, ParseResult Parsed)
    {
        public SiteTime Time { get; } = new(Installation.ClockOf(Database), Installation.Settings.Site.TimeZone);

        public TextWriter Output => Parsed.InvocationConfiguration.Output;

        public TextWriter Error => Parsed.InvocationConfiguration.Error;

        public RelayOutlook Outlook(Transaction transaction) =>
            RelayOutlook.Of(transaction, Parts.PaceOf(Installation.Settings.Mail), Time);
    }
}
