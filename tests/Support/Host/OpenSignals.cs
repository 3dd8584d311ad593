using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Signals and coordinators for the tests of this room.</summary>
internal static class OpenSignals
{
    /// <summary>Of a signal of 2 March, read in the months after it.</summary>
    public const string Reason = "Vroeg op 2 maart om gebeld te worden.";

    public static Task<Signal> AddSignal(
        this TestInstallation site,
        long caregiverId,
        string level = "red",
        string kinds = "request",
        DateOnly? on = null
    ) =>
        site.Write(async transaction =>
        {
            var (day, urgency) = (on ?? site.Time.Today, Codes.Parse<Urgency>(level));
            var id = await SignalTable.Open(transaction, caregiverId, urgency, Kinds.Split(kinds), day, site.Time.Now);
            await FindingTable.Add(
                transaction,
                id,
                [Some.Finding(Kinds.Split(kinds)[0], urgency, day)],
                new RuleSettings(),
                site.Time.Now
            );
            await NotificationTable.Add(transaction, id, site.Time.Today, urgency, Kinds.Split(kinds));
            return (await SignalTable.Get(transaction, id))!;
        });

    public static Task AddFinding(
        this TestInstallation site,
        long signal,
        SignalKind kind,
        Urgency urgency,
        DateOnly day
    ) =>
        site.Write(transaction =>
            FindingTable.Add(transaction, signal, [Some.Finding(kind, urgency, day)], new RuleSettings(), site.Time.Now)
        );

    /// <summary>Els notes a contact about a signal, and looks again after so many days.</summary>
    public static async Task<bool> Contact(
        this TestInstallation site,
        long signal,
        ContactWay way,
        int days,
        string note = ""
    )
    {
        var els = await site.Coordinator();
        return await site.Write(async transaction =>
            await CaseActions.RecordContact(
                transaction,
                (await SignalTable.Get(transaction, signal))!,
                els,
                new RecordedContact(way, note, site.Time.Today.AddDays(days)),
                site.Time
            )
        );
    }

    /// <summary>Els closes what is open about somebody.</summary>
    public static async Task Close(
        this TestInstallation site,
        long caregiver,
        SignalOutcome outcome = SignalOutcome.Other,
        NextLook? look = null
    )
    {
        var els = await site.Coordinator();
        await site.Write(async transaction =>
            await CaseActions.Close(
                transaction,
                (await SignalTable.OpenOf(transaction, caregiver))!,
                els,
                outcome,
                "",
                site.Time,
                look
            )
        );
    }

    /// <param name="team">Null takes them out of their team.</param>
    public static Task InTeam(this TestInstallation site, long coordinator, string? team) =>
        site.Write(async transaction =>
            await CoordinatorTable.SetTeam(
                transaction,
                coordinator,
                team is null ? null : (await TeamTable.Named(transaction, team, site.Time.Now)).Id
            )
        );

    public static Task<Signal> SignalOf(this TestInstallation site, long id) =>
        site.Read(async transaction => (await SignalTable.Get(transaction, id))!);

    /// <summary>
    /// Somebody in a browser that has come in; made a coordinator when there is none with that address. In a large run
    /// each of their forms is held to <see cref="TouchedRows"/>.
    /// </summary>
    public static async Task<Browser> SignedIn(
        this TestInstallation site,
        string email = TestInstallation.CoordinatorEmail
    )
    {
        if (await site.Read(async transaction => await CoordinatorTable.ByEmail(transaction, email)) is null)
            await site.Coordinator(email);
        var browser = site.NewBrowser();
        await browser.Open(await site.SignInLink(email));
        await browser.Press(Dutch("SignInModel.Title"));
        if (LongRun.IsLarge && !site.Database.Engine.IsShared)
            browser.Watch = new TouchedRows(site);
        return browser;
    }

    /// <summary>The record on a case page, newest first, as title, day, and what stands under it.</summary>
    public static IEnumerable<string> Timeline(this Browser browser) =>
        browser
            .Page.QuerySelectorAll("ol.timeline > li")
            .Select(line => string.Join(" | ", line.QuerySelectorAll("p, li").Select(part => part.TextContent.Trim())));

    public static async Task Deputy(this TestInstallation site, string of, string deputy)
    {
        await site.Coordinator(of, "Els");
        await site.Coordinator(deputy, "Dirk");
    }

    /// <summary>Somebody is away from today for so many days, and a colleague stands in.</summary>
    public static Task Away(this TestInstallation site, string who, string deputy, int days = 5) =>
        site.Write(async transaction =>
            await AbsenceTable.Add(
                transaction,
                (await CoordinatorTable.ByEmail(transaction, who))!.Id,
                (await CoordinatorTable.ByEmail(transaction, deputy))!.Id,
                site.Time.Today,
                site.Time.Today.AddDays(days),
                null,
                site.Time.Now
            )
        );

    /// <summary>A signal of somebody's came to a colleague, who may look for a week.</summary>
    public static Task PassedOn(this TestInstallation site, string of, string to) =>
        site.Write(async transaction =>
        {
            var (owner, colleague) = (
                (await CoordinatorTable.ByEmail(transaction, of))!.Id,
                (await CoordinatorTable.ByEmail(transaction, to))!.Id
            );
            var signal = (await SignalTable.OpenCases(transaction, [owner]))[0];
            await ActionTable.Add(
                transaction,
                new NewAction(
                    signal.Id,
                    signal.CaregiverId,
                    colleague,
                    ActionKind.Escalated,
                    site.Time.Now,
                    site.Time.Today
                )
            );
        });

    /// <summary>The addresses of all mail of a kind that was made, in order.</summary>
    public static Task<IReadOnlyList<string>> MailedTo(this TestInstallation site, string kind) =>
        site.Read(transaction =>
            transaction.All<string>(
                "select envelope_to from mail where kind = @kind order by created_at, envelope_to",
                new { kind }
            )
        );
}
