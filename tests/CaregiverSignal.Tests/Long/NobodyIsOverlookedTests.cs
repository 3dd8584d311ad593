using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Long;

/// <summary>
/// Random lives through the real pages and steps, beside a plain memory of who needs somebody: whoever asked to be
/// called, wrote something, is red, does not answer, or stopped stands on somebody's worklist with an owner and a day,
/// until a person did something about it.
/// </summary>
/// <remarks>
/// A year of thirty worlds. Coordinators differ in how much they do.
/// </remarks>
public sealed partial class NobodyIsOverlookedTests : IDisposable
{
    private const int People = 8;
    private const string Klaas = "klaas@steunpunt.example";

    private static readonly string[] Staff = [TestInstallation.CoordinatorEmail, Klaas];

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly Dictionary<long, Needs> memory = [];
    private readonly Dictionary<string, Browser> desks = [];
    private readonly List<string> story = [];

    public static TheoryData<int> Worlds => [.. Enumerable.Range(0, 30)];

    public void Dispose() => site.Dispose();

    [LargeTheory]
    [MemberData(nameof(Worlds))]
    public async Task Whoever_needs_somebody_stands_on_a_worklist_with_an_owner_and_a_day_until_a_person_did_something(
        int world
    )
    {
        var random = new Random(LongRun.Seed() + world);
        site.Coordinator();
        site.Coordinator(Klaas, "Klaas");
        site.Deputy(TestInstallation.CoordinatorEmail, Klaas);
        site.Deputy(Klaas, TestInstallation.CoordinatorEmail);
        for (var number = 0; number < People; number++)
        {
            memory[
                site.AddCaregiver(
                    $"{number}",
                    $"Mens{number}",
                    site.Time.Today.AddDays(number * 3),
                    channel: number == 0 ? "phone" : "email",
                    coordinator: Staff[number % 2]
                )
            ] = new Needs();
        }

        // From who does everything to who does nothing.
        var diligence = Staff.ToDictionary(one => one, _ => random.Next(0, 5));
        for (var day = 0; day < 366; day++)
        {
            await BeatUnlessKilled(random);
            foreach (var (caregiver, needs) in memory)
                await Live(caregiver, needs, random);
            await AssertNobodyIsOverlooked(withoutABeat: true);
            await BeatUnlessKilled(random);
            site.Beat();
            await AssertNobodyIsOverlooked(withoutABeat: false);
            site.Advance(TimeSpan.FromHours(4));
            foreach (var email in Staff)
            {
                if (random.Next(5) < diligence[email])
                    await Work(email, random);
            }

            site.Beat();
            await AssertNobodyIsOverlooked(withoutABeat: false);
            site.Advance(TimeSpan.FromHours(20));
        }

        var ever = memory.Values.Sum(needs => needs.Ever);
        Assert.True(ever > People / 2, $"these {People} lives needed somebody {ever} times only");
    }

    /// <summary>
    /// Now and then the program ends in the middle of a beat: whatever had been stored by then is all there is.
    /// </summary>
    private Task BeatUnlessKilled(Random random)
    {
        if (random.Next(4) > 0)
            site.Beat();
        else
        {
            using var killed = new CancellationTokenSource();
            if (random.Next(2) == 0)
                killed.Cancel();
            site.Part<Heartbeat>().Beat(killed.Token);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// What somebody may do on a day: answer the questions that are open, write, ask for a call, pause, stop.
    /// </summary>
    private async Task Live(long caregiver, Needs needs, Random random)
    {
        var open = site.Database.Read(transaction => CheckInTable.OpenOf(transaction, caregiver));
        if (open is not null && random.Next(4) == 0)
        {
            var link = site.Database.Write(transaction =>
                "/v/"
                + LinkTable
                    .AddForCheckIn(
                        transaction,
                        KeyPurpose.Form,
                        caregiver,
                        open.Id,
                        site.Time.Now,
                        site.Time.Now.AddDays(14)
                    )
                    .Clear
            );
            using var browser = new Browser(site.Address);
            await browser.Open(link);
            await browser.Press(browser.Page.QuerySelector("main button[value=vragen]")!.TextContent.Trim());
            var isHeavy = random.Next(3) == 0;
            while (browser.Heading != "Tot slot")
            {
                foreach (var question in browser.Questions)
                {
                    var labels = browser.LabelsOf(question);
                    browser.Choose(question, isHeavy ? labels[0] : labels[random.Next(labels.Count)]);
                }

                await browser.Press("Bewaar en ga verder");
            }

            var writes = random.Next(2) == 0;
            var call = random.Next(4);
            if (writes)
                browser.Write(
                    "Wilt u zelf nog iets zeggen?",
                    $"Verzonnen woorden van dag {site.Time.Today:yyyy-MM-dd}."
                );
            if (call < 3)
                browser.Choose("Mag ik u bellen?", new[] { "Ja, bel mij maar", "Nu niet", "Ik bel zelf wel" }[call]);
            await browser.Press("Verstuur mijn antwoorden");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            if (writes)
                needs.Begin(Need.Words);
            if (call == 0)
                needs.Begin(Need.Call);
            Note(
                caregiver,
                $"answered{(isHeavy ? ", heavy" : "")}{(writes ? ", wrote" : "")}{(call == 0 ? ", asked for a call" : "")}"
            );
        }

        if (
            random.Next(90) == 0
            && site.Database.Read(transaction => CaregiverTable.Get(transaction, caregiver))!.Status
                is CaregiverStatus.Active
                    or CaregiverStatus.Paused
        )
        {
            site.Database.Write(transaction => Participation.StopThemselves(transaction, caregiver, site.Time));
            needs.Begin(Need.Stopped);
            Note(caregiver, "stopped");
        }
        else if (random.Next(90) == 0)
        {
            site.Database.Write(transaction =>
                Participation.PauseMail(
                    transaction,
                    caregiver,
                    random.Next(2) == 0 ? null : site.Time.Today.AddDays(20),
                    site.Time
                )
            );
            Note(caregiver, "paused");
        }
    }

    /// <summary>A coordinator does what comes to hand on the worklist and on a few case pages, well or badly.</summary>
    private async Task Work(string email, Random random)
    {
        var desk = await Desk(email);
        foreach (var form in Forms(desk, "/gelezen").Concat(Forms(desk, "/taak-klaar")).ToList())
        {
            if (random.Next(2) == 0)
                continue;
            var caregiver = CaregiverOf(form);
            var action = form.GetAttribute("action")!;
            await desk.Post(action, Browser.FieldsOf(form, form.QuerySelector<IHtmlButtonElement>("button")));
            Assert.Equal(HttpStatusCode.OK, desk.Status);
            Note(caregiver, $"{email} posted {action}");
            memory[caregiver].DoneThroughTask(site, caregiver);
        }

        desk = await Desk(email);
        var cases = desk
            .Page.QuerySelectorAll<IHtmlAnchorElement>("main a[href^='/zaak/']")
            .Select(link => IdIn(link.GetAttribute("href")!))
            .Distinct()
            .ToList();
        foreach (var caregiver in cases)
        {
            if (random.Next(2) == 0)
                await ActOn(desk, email, caregiver, random);
        }
    }

    private async Task ActOn(Browser desk, string email, long caregiver, Random random)
    {
        await desk.Open($"/zaak/{caregiver}");
        if (desk.Status != HttpStatusCode.OK)
            return;
        switch (random.Next(4))
        {
            case 0 when Forms(desk, "/gezien").FirstOrDefault() is { } seen:
                await desk.Post(
                    seen.GetAttribute("action")!,
                    Browser.FieldsOf(seen, seen.QuerySelector<IHtmlButtonElement>("button"))
                );
                Note(caregiver, $"{email} took it up");
                break;
            case 1 when Forms(desk, "/afronden").FirstOrDefault() is { } close:
                var outcome = (SignalOutcome)random.Next(Enum.GetValues<SignalOutcome>().Length);
                var before = site.Count("signal", $"caregiver_id = {caregiver} and closed_at is null");
                await desk.Post(
                    close.GetAttribute("action")!,
                    [
                        .. Browser
                            .FieldsOf(close)
                            .Where(field => field.Key is not ("uitkomst" or "kijkdag" or "valdag")),
                        new("uitkomst", outcome.Code()),
                        new("kijken", "dag"),
                        new("kijkdag", $"{site.Time.Today.AddDays(28):yyyy-MM-dd}"),
                        new("valdag", $"{site.Time.Today:yyyy-MM-dd}"),
                    ]
                );
                if (site.Count("signal", $"caregiver_id = {caregiver} and closed_at is null and kinds <> ''") < before)
                    memory[caregiver].End(Need.Call);
                Note(caregiver, $"{email} closed with {outcome}: {desk.Status}");
                break;
            default:
                if (Forms(desk, "/contact").FirstOrDefault() is not { } contact)
                    break;
                var way = (ContactWay)random.Next(Enum.GetValues<ContactWay>().Length);
                var when = ContactForm.Whens[random.Next(3)];
                await desk.Post(
                    contact.GetAttribute("action")!,
                    [
                        .. Browser.FieldsOf(contact).Where(field => field.Key is not ("wat" or "wanneer")),
                        new("wat", way.Code()),
                        new("wanneer", when),
                    ]
                );
                if (
                    desk.Status == HttpStatusCode.OK
                    && desk.Path.Contains("bewaard=contact", StringComparison.Ordinal)
                    && way.IsReached()
                )
                    memory[caregiver].End(Need.Call);
                Note(caregiver, $"{email} logged {way}, {when}: {desk.Status}");
                break;
        }

        memory[caregiver].DoneThroughTask(site, caregiver);
    }

    /// <param name="withoutABeat">At once, as after a kill: what is found by rules waits for a beat; what somebody
    /// wrote, and that they stopped, does not.</param>
    private async Task AssertNobodyIsOverlooked(bool withoutABeat)
    {
        var rows = new Dictionary<long, List<IElement>>();
        foreach (var email in Staff)
        {
            foreach (var link in (await Desk(email)).Page.QuerySelectorAll("main a[href^='/zaak/']"))
            {
                var id = IdIn(link.GetAttribute("href")!);
                if (link.Closest("tbody, li, article") is not { } row)
                    continue;
                if (!rows.TryGetValue(id, out var list))
                    rows[id] = list = [];
                list.Add(row);
            }
        }

        foreach (var (caregiver, needs) in memory)
        {
            foreach (var need in needs.Open.Where(need => !withoutABeat || need is Need.Words or Need.Stopped))
                AssertStands(rows, caregiver, $"{need}");
            if (withoutABeat)
                continue;
            if (IsRed(caregiver))
                AssertStands(rows, caregiver, "red");
            if (IsSilent(caregiver))
                AssertStands(rows, caregiver, "silent");
        }
    }

    private void AssertStands(Dictionary<long, List<IElement>> rows, long caregiver, string why)
    {
        var lines = rows.GetValueOrDefault(caregiver) ?? [];
        Assert.True(
            lines.Count > 0,
            $"{site.Time.Today:yyyy-MM-dd}: nobody has caregiver {caregiver} on the worklist: {why}\n{Story(caregiver)}"
        );
        Assert.True(
            lines.Exists(line => Day().IsMatch(line.TextContent)),
            $"{site.Time.Today:yyyy-MM-dd}: no day for caregiver {caregiver}: {why}\n{lines[0].TextContent}\n{Story(caregiver)}"
        );
        Assert.True(
            HasOwnerAndDay(caregiver),
            $"{site.Time.Today:yyyy-MM-dd}: no line of the store with a day for caregiver {caregiver}: {why}\n{Story(caregiver)}"
        );
    }

    /// <summary>
    /// In the store: an open task with its day, or an open signal that is watched, agreed or still to be told.
    /// </summary>
    private bool HasOwnerAndDay(long caregiver) =>
        site.Count("staff_task", $"caregiver_id = {caregiver} and done_at is null and due_on is not null") > 0
        || site.Count(
            "signal",
            $"caregiver_id = {caregiver} and closed_at is null and (next_on is not null or escalate_on is not null or urgency = 'amber')"
        ) > 0;

    /// <summary>Red, and nobody talked since it was last told.</summary>
    private bool IsRed(long caregiver) =>
        site.Count(
            "signal",
            $"caregiver_id = {caregiver} and closed_at is null and urgency = 'red' and (contacted_at is null or substr(contacted_at, 1, 10) < notify_on)"
        ) > 0;

    /// <summary>Takes part, was asked twice in the last months, and answered neither.</summary>
    private bool IsSilent(long caregiver) =>
        site.Database.Read(transaction =>
            transaction.One<long>(
                """
                select count(*)
                from (select answered_at from check_in
                      where caregiver_id = @caregiver and closed_at is not null and (answered_at is not null or substr(closed_at, 1, 10) >= closes_on)
                      order by asked_on desc
                      limit 2) two
                where answered_at is null
                """,
                new { caregiver }
            )
        ) == 2
        && site.Count("caregiver", $"id = {caregiver} and status = 'active'") == 1
        && site.Count("staff_task", $"caregiver_id = {caregiver} and kind = 'silent' and done_by is not null") == 0
        && site.Count("action", $"caregiver_id = {caregiver} and kind in ('contacted', 'closed')") == 0;

    private async Task<Browser> Desk(string email)
    {
        // A session ends after half an hour without a page.
        if (!desks.TryGetValue(email, out var desk))
            desks[email] = desk = await site.SignedIn(email);
        await desk.Open("/werklijst?van=team");
        if (desk.Heading != "Werklijst")
            desks[email] = desk = await site.SignedIn(email);
        return await desk.Open("/werklijst?van=team");
    }

    private static IEnumerable<IHtmlFormElement> Forms(Browser desk, string action) =>
        desk
            .Page.QuerySelectorAll<IHtmlFormElement>("main form")
            .Where(form => form.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true);

    private static long CaregiverOf(IElement form) =>
        IdIn(form.Closest("tbody, li, article")!.QuerySelector("a[href^='/zaak/']")!.GetAttribute("href")!);

    private static long IdIn(string address) => long.Parse(Number().Match(address).Value, CultureInfo.InvariantCulture);

    private void Note(long caregiver, string what) =>
        story.Add($"{site.Time.Local(site.Time.Now):yyyy-MM-dd HH:mm} {caregiver}: {what}");

    private string Story(long caregiver) =>
        string.Join('\n', story.Where(line => line.Contains($" {caregiver}: ", StringComparison.Ordinal)));

    [GeneratedRegex(
        @"\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)|vandaag|morgen|gisteren"
    )]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<=/zaak/)\d+")]
    private static partial Regex Number();

    private enum Need
    {
        Words,
        Call,
        Stopped,
    }

    /// <summary>What one person needs somebody for, as a plain memory.</summary>
    private sealed class Needs
    {
        public HashSet<Need> Open { get; } = [];

        public int Ever { get; private set; }

        public void Begin(Need need)
        {
            Open.Add(need);
            Ever++;
        }

        public void End(Need need) => Open.Remove(need);

        /// <summary>A task was pressed done: what it was about no longer waits.</summary>
        public void DoneThroughTask(TestInstallation site, long caregiver)
        {
            if (site.Count("staff_task", $"caregiver_id = {caregiver} and kind = 'words' and done_at is null") == 0)
                End(Need.Words);
            if (
                site.Count("staff_task", $"caregiver_id = {caregiver} and kind = 'stopped' and done_by is not null") > 0
            )
                End(Need.Stopped);
        }
    }
}
