using CaregiverSignal.Cases;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Signals and coordinators for the tests of this room.</summary>
internal static class OpenSignals
{
    /// <summary>Of a signal of 2 March, read in the months after it.</summary>
    public const string Reason = "Vroeg op 2 maart om gebeld te worden.";

    public static Signal AddSignal(
        this TestInstallation site,
        long caregiverId,
        string level = "red",
        string kinds = "request",
        DateOnly? on = null
    ) =>
        site.Write(transaction =>
        {
            var (day, urgency) = (on ?? site.Time.Today, Codes.Parse<Urgency>(level));
            var id = SignalTable.Open(transaction, caregiverId, urgency, Kinds.Split(kinds), day, site.Time.Now);
            FindingTable.Add(
                transaction,
                id,
                [Some.Finding(Kinds.Split(kinds)[0], urgency, day)],
                new RuleSettings(),
                site.Time.Now
            );
            NotificationTable.Add(transaction, id, site.Time.Today, urgency, Kinds.Split(kinds));
            return SignalTable.Get(transaction, id)!;
        });

    public static void AddFinding(
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
    public static bool Contact(this TestInstallation site, long signal, ContactWay way, int days, string note = "")
    {
        var els = site.Coordinator();
        return site.Write(transaction =>
            CaseActions.RecordContact(
                transaction,
                SignalTable.Get(transaction, signal)!,
                els,
                new RecordedContact(way, note, site.Time.Today.AddDays(days)),
                site.Time
            )
        );
    }

    /// <summary>Els closes what is open about somebody.</summary>
    public static void Close(
        this TestInstallation site,
        long caregiver,
        SignalOutcome outcome = SignalOutcome.Other,
        NextLook? look = null
    )
    {
        var els = site.Coordinator();
        site.Write(transaction =>
            CaseActions.Close(
                transaction,
                SignalTable.OpenOf(transaction, caregiver)!,
                els,
                outcome,
                "",
                site.Time,
                look
            )
        );
    }

    /// <param name="team">Null takes them out of their team.</param>
    public static void InTeam(this TestInstallation site, long coordinator, string? team) =>
        site.Write(transaction =>
            CoordinatorTable.SetTeam(
                transaction,
                coordinator,
                team is null ? null : TeamTable.Named(transaction, team, site.Time.Now).Id
            )
        );

    public static Signal SignalOf(this TestInstallation site, long id) =>
        site.Read(transaction => SignalTable.Get(transaction, id)!);

    /// <summary>
    /// Somebody in a browser that has come in; made a coordinator when there is none with that address. In a large run
    /// each of their forms is held to <see cref="TouchedRows"/>.
    /// </summary>
    public static async Task<Browser> SignedIn(
        this TestInstallation site,
        string email = TestInstallation.CoordinatorEmail
    )
    {
        if (site.Read(transaction => CoordinatorTable.ByEmail(transaction, email)) is null)
            site.Coordinator(email);
        var browser = site.NewBrowser();
        await browser.Open(site.SignInLink(email));
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

    public static void Deputy(this TestInstallation site, string of, string deputy)
    {
        site.Coordinator(of, "Els");
        site.Coordinator(deputy, "Dirk");
    }

    /// <summary>Somebody is away from today for so many days, and a colleague stands in.</summary>
    public static void Away(this TestInstallation site, string who, string deputy, int days = 5) =>
        site.Write(transaction =>
            AbsenceTable.Add(
                transaction,
                CoordinatorTable.ByEmail(transaction, who)!.Id,
                CoordinatorTable.ByEmail(transaction, deputy)!.Id,
                site.Time.Today,
                site.Time.Today.AddDays(days),
                null,
                site.Time.Now
            )
        );

    /// <summary>A signal of somebody's came to a colleague, who may look for a week.</summary>
    public static void PassedOn(this TestInstallation site, string of, string to) =>
        site.Write(transaction =>
        {
            var (owner, colleague) = (
                CoordinatorTable.ByEmail(transaction, of)!.Id,
                CoordinatorTable.ByEmail(transaction, to)!.Id
            );
            var signal = SignalTable.OpenCases(transaction, [owner])[0];
            ActionTable.Add(
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
    public static IReadOnlyList<string> MailedTo(this TestInstallation site, string kind) =>
        site.Read(transaction =>
            transaction.All<string>(
                "select envelope_to from mail where kind = @kind order by created_at, envelope_to",
                new { kind }
            )
        );
}
