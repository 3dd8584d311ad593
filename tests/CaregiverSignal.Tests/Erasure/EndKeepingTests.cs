using System.Net;
using CaregiverSignal.Delivery;
using CaregiverSignal.Erasure;
using CaregiverSignal.Export;
using CaregiverSignal.Import;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Retention;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using CaregiverSignal.Time;
using Microsoft.Extensions.Logging;

namespace CaregiverSignal.Tests.Erasure;

/// <summary>Who no longer takes part is erased when the support point's term is over, and not before it was announced.</summary>
public sealed class EndKeepingTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation(("Retention:EndedDays", "100")).On("2026-03-02");

    private readonly TemporaryFolder exports = new();

    public void Dispose()
    {
        site.Dispose();
        exports.Dispose();
    }

    [Fact]
    public async Task It_stands_on_the_worklist_for_a_month_and_then_only_counts_are_left()
    {
        site.Coordinator();
        var anna = site.AddCaregiver("A-1", "Anna");
        site.AskAndAnswer(anna, csi: 3, time: 5);
        site.AddCaregiver("B-1", "Bep");
        Stop(anna);

        site.On("2026-05-10").Beat();
        Assert.DoesNotContain("Wordt gewist", await Worklist(), StringComparison.Ordinal);

        site.On("2026-05-11").Beat();
        Assert.Contains("Op 10 juni 2026 wordt alles gewist.", await Worklist(), StringComparison.Ordinal);

        site.On("2026-06-09").Beat();
        Assert.Equal("Anna,Bep", site.Joined("select first_name from caregiver order by id"));
        site.On("2026-06-10").Beat();

        Assert.Equal("Bep", site.Joined("select first_name from caregiver"));
        Assert.DoesNotContain("Anna", site.Dump(), StringComparison.Ordinal);
        Assert.Equal(
            "term 2026-03 2026-03 1 1",
            site.Joined(
                "select why || ' ' || enrolled_in || ' ' || ended_in || ' ' || asked || ' ' || answered from erasure"
            )
        );
    }

    [Fact]
    public void An_older_end_is_announced_first_too()
    {
        var anna = site.AddCaregiver();
        Stop(anna);

        site.On("2027-03-02").Beat();

        Assert.Equal(new DateOnly(2027, 4, 1), Kept(anna).EraseOn);
        Assert.Equal(1, site.Count("caregiver"));
    }

    [Fact]
    public void A_longer_term_that_reaches_a_program_late_takes_back_what_it_announced_meanwhile()
    {
        var anna = site.AddCaregiver();
        Stop(anna);
        site.On("2026-05-11").Beat();
        Assert.NotNull(Kept(anna).EraseOn);

        var terms = site.Part<RetentionSettings>();
        terms.Become(new RetentionSettings(terms.Now with { EndedDays = 1000 }));
        site.Beat();

        Assert.Null(Kept(anna).EraseOn);
    }

    [Fact]
    public void Who_takes_part_again_is_not_erased()
    {
        var anna = site.AddCaregiver();
        Stop(anna);
        site.On("2026-05-20").Beat();
        Assert.NotNull(Kept(anna).EraseOn);

        site.Database.Write(transaction =>
            LifeCycle.Return(transaction, anna, null, ReportedBy.Coordinator, "", site.Time)
        );
        site.On("2026-08-01").Beat();

        Assert.Equal((null, null), (Kept(anna).EndedOn, Kept(anna).EraseOn));
        Assert.Equal(1, site.Count("caregiver"));
    }

    [Fact]
    public async Task A_coordinator_keeps_somebody_longer_with_a_reason_and_then_looks_again()
    {
        site.Coordinator();
        var anna = site.AddCaregiver("A-1", "Anna");
        Stop(anna);
        site.On("2026-05-20").Beat();
        var browser = await site.SignedIn();
        var page = await browser.Open($"/zaak/{anna}/wissen");
        Assert.Contains("Op 19 juni 2026 worden alle gegevens vanzelf gewist.", page.Text, StringComparison.Ordinal);

        await page.Write("Bewaren tot", "2026-05-20")
            .Write("Waarom?", "Er loopt een klacht.")
            .Press("Bewaar tot deze dag");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        // What was typed is still there.
        await page.Write("Bewaren tot", "2026-09-01").Press("Bewaar tot deze dag");

        Assert.Contains("de gegevens tot 1 september 2026", page.Text, StringComparison.Ordinal);
        Assert.Contains("Er loopt een klacht.", page.Text, StringComparison.Ordinal);
        site.On("2026-08-31").Beat();
        Assert.Equal(1, site.Count("caregiver"));
        Assert.Contains("Op 1 september 2026", await Worklist(), StringComparison.Ordinal);
        site.On("2026-09-01").Beat();
        Assert.Equal(0, site.Count("caregiver"));
    }

    [Fact]
    public async Task A_team_lead_erases_after_typing_the_number_and_a_coordinator_cannot()
    {
        var els = site.Coordinator();
        var anna = site.AddCaregiver("A-1", "Anna");
        var browser = await site.SignedIn();
        var page = await browser.Open($"/zaak/{anna}/wissen");
        Assert.Contains("Wissen kan hier alleen een teamleider", page.Text, StringComparison.Ordinal);
        var path = $"/zaak/{anna}/wissen";
        Assert.Equal(HttpStatusCode.Forbidden, (await page.Post(path, [page.Token, new("nummer", "A-1")])).Status);

        site.Database.Write(transaction => CoordinatorTable.SetRoles(transaction, els, [StaffRole.TeamLead]));
        await browser.Open(path);
        await browser.Write("Typ A-1 om te laten zien dat u het meent", "A-2").Press("Wis alles van Anna Jansen");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Typ precies A-1. Er is niets gewist.", browser.Text, StringComparison.Ordinal);
        await browser.Write("Typ A-1 om te laten zien dat u het meent", "A-1").Press("Wis alles van Anna Jansen");

        Assert.Contains("Alles is gewist", browser.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Count("caregiver"));
        Assert.Equal("asked", site.Joined("select why from erasure"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/zaak/{anna}")).Status);
    }

    [Fact]
    public async Task The_page_names_the_exports_that_have_them_before_the_last_yes_and_says_what_became_of_each()
    {
        site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var anna = site.AddCaregiver("A-1", "Anna");
        site.AddCaregiver("A-2", "Bea");
        var (good, other) = (Exported("goed"), Exported("anders"));
        File.AppendAllText(Path.Combine(other, "people.csv"), "\"");
        File.WriteAllText(Path.Combine(good, "eigen.txt"), "x");
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}/wissen");

        Assert.Contains(
            $"{good}: de regels over deze persoon gaan eruit. De rest blijft. Kijk zelf naar: eigen.txt.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Contains($"{other}: iemand heeft hier iets veranderd.", page.Text, StringComparison.Ordinal);
        await page.Write("Typ A-1 om te laten zien dat u het meent", "A-1").Press("Wis alles van Anna Jansen");

        Assert.Equal("Gewist, behalve in deze mappen", page.Heading);
        Assert.Contains($"{good}: de regels over deze persoon zijn eruit.", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"{other}: iemand heeft hier iets veranderd. Haal zelf weg",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("A-1", File.ReadAllText(Path.Combine(good, "people.csv")), StringComparison.Ordinal);
        Assert.Contains("A-2", File.ReadAllText(Path.Combine(good, "people.csv")), StringComparison.Ordinal);
        Assert.Contains("A-1", File.ReadAllText(Path.Combine(other, "people.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_list_of_exports_cannot_be_read_the_page_opens_and_erases_and_says_so()
    {
        site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var anna = site.AddCaregiver("A-1", "Anna");
        Directory.CreateDirectory(ListOfExports.Path);
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}/wissen");

        Assert.Contains("en het programma kan hier niet bij", page.Text, StringComparison.Ordinal);
        await page.Write("Typ A-1 om te laten zien dat u het meent", "A-1").Press("Wis alles van Anna Jansen");

        Assert.Equal("Gewist, behalve in deze mappen", page.Heading);
        Assert.Equal(0, site.Count("caregiver"));
    }

    [Fact]
    public void Who_was_erased_while_an_export_was_written_is_taken_out_when_it_is_noted()
    {
        var there = site.AddCaregiver("A-2", "Bea");
        var folder = Exported("terwijl");

        var found = site.Part<WrittenExports>()
            .RemoveErased(site.Database, new Dictionary<long, string> { [there] = "A-2", [there + 1] = "A-1" });

        Assert.Equal(ExportFate.RowsGone, Assert.Single(found).Fate);
        var people = File.ReadAllText(Path.Combine(folder, "people.csv"));
        Assert.DoesNotContain("A-1", people, StringComparison.Ordinal);
        Assert.Contains("A-2", people, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_that_is_noted_while_the_rows_go_is_reached_too()
    {
        var anna = site.AddCaregiver("A-1", "Anna");
        var folder = "";
        var clock = new ClockThat(site.Clock, () => folder = folder.Length == 0 ? Exported("intussen") : folder);
        var erasing = new Erasing(
            site.Database,
            new ErasedList(site.Installation.Settings.Mail.GuardFile),
            site.Part<WrittenExports>(),
            site.MailFolder,
            site.Part<ReadReturns>(),
            site.Part<Recorder>(),
            new SiteTime(clock, site.Time.Zone),
            site.Part<ILogger<Erasing>>()
        );

        var erased = erasing.Erase(
            site.Database.Read(transaction => CaregiverTable.Get(transaction, anna)!),
            Actor.CommandLine
        );

        Assert.Equal(
            (folder, ExportFate.RowsGone),
            erased!.Exports.Select(one => (one.Export.Folder, one.Fate)).Single()
        );
        Assert.DoesNotContain("A-1", File.ReadAllText(Path.Combine(folder, "people.csv")), StringComparison.Ordinal);
    }

    private ExportList ListOfExports => new(site.Installation.Settings.Mail.GuardFile);

    /// <summary>The people of a folder as <c>export</c> writes it, noted in the list.</summary>
    private string Exported(string name)
    {
        var folder = Path.Combine(exports.Name, name);
        var header = string.Join(',', ["person", "enrolled", .. FolderFiles.OptionalOfPeople]);
        exports.Write($"{name}/{FolderFiles.People}", $"{header}\nA-1,2026-03-02,Anna\nA-2,2026-03-02,Bea\n");
        ListOfExports.Add(new WrittenExport(site.Clock.GetUtcNow(), folder, OfOne: false));
        return folder;
    }

    private void Stop(long caregiver) =>
        site.Database.Write(transaction => LifeCycle.Stop(transaction, caregiver, ReportedBy.Coordinator, site.Time));

    private Keeping Kept(long caregiver) => site.Database.Read(transaction => KeepingTable.Of(transaction, caregiver));

    private async Task<string> Worklist() => (await (await site.SignedIn()).Open("/werklijst")).Text;

    /// <summary>A clock that does something when somebody asks the time.</summary>
    private sealed class ClockThat(TimeProvider clock, Action act) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            act();
            return clock.GetUtcNow();
        }
    }
}
