using CaregiverSignal.People;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.Staff;

/// <summary>Nobody is left without a coordinator: each day it is looked for, and somebody is to do it by a day.</summary>
public sealed class UncoveredTests : IDisposable
{
    private const string Ict = "ict@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";
    private const string Ada = "ada@steunpunt.example";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("enrolled_at = null")]
    [InlineData("enrolled_at = null, invited_at = null, removed_at = '2026-03-02T09:00:00.000Z'")]
    [InlineData("is_coordinator = 0, is_operator = 1")]
    public async Task Whose_coordinator_cannot_look_is_a_line_for_the_team_lead_until_somebody_can(string state)
    {
        Person();
        site.Sql($"update coordinator set {state} where email = @Ict", new { Ict });
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Beat();
        Assert.Equal(0, site.Count("coordinator", "cover_by is not null")); // An import of today has the day to invite them.

        site.Advance(TimeSpan.FromDays(1));
        site.Beat();
        site.Beat();

        Assert.Equal(1, site.Count("coordinator", "cover_by = '2026-03-05'"));
        var mail = Assert.Single(site.Mails("uncovered"));
        Assert.Contains("uiterlijk op 5 maart 2026", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", mail.Text, StringComparison.Ordinal);
        Assert.Equal(1, site.Count("mail", $"kind = 'uncovered' and envelope_to = '{Lot}'"));
        var lot = await site.SignedIn(Lot);
        Assert.Contains("kan nu niet naar de eigen mensen kijken (1).", lot.Text, StringComparison.Ordinal);
        await lot.Follow("Draag hen over");
        await lot.Post(lot.Path, [lot.Token, new("alle", "ja"), new("naar", IdOf(Lot))]);
        site.Beat();

        Assert.Equal(0, site.Count("coordinator", "cover_by is not null"));
        Assert.DoesNotContain("eigen mensen kijken", (await lot.Open("/werklijst")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_team_lead_an_administrator_gives_them_away_without_seeing_who_they_are()
    {
        Person();
        site.Sql("update coordinator set is_coordinator = 0 where email = @Ict", new { Ict });
        var ada = site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        site.WithRoles(Lot, "Lot", StaffRole.Coordinator);
        site.Advance(TimeSpan.FromDays(1));
        site.Beat();
        Assert.Equal(1, site.Count("coordinator", $"cover_owner_id = {ada}"));

        var browser = await (await site.SignedIn(Ada)).Follow("Draag hen over: Ict");
        Assert.DoesNotContain("Anna", browser.Text, StringComparison.Ordinal);
        await browser.Write("Wie neemt de mensen over?", "Lot").Press("Draag allen over");
        site.Beat();

        Assert.Equal(0, site.Count("coordinator", "cover_by is not null"));
        Assert.Equal(1, site.Count("caregiver", $"coordinator_id = {IdOf(Lot)}"));
    }

    [Fact]
    public void Where_nobody_could_be_told_whoever_comes_is_mailed_with_a_day_of_their_own()
    {
        Person();
        site.Sql("update coordinator set enrolled_at = null where email = @Ict", new { Ict });
        site.Advance(TimeSpan.FromDays(1));
        site.Beat();
        Assert.Equal(1, site.Count("coordinator", "cover_owner_id is null and cover_by = '2026-03-05'"));
        Assert.Equal(0, site.Count("mail", "kind = 'uncovered'"));

        site.Advance(TimeSpan.FromDays(7));
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Beat();
        site.Beat();

        Assert.Equal(1, site.Count("coordinator", "cover_by = '2026-03-12'"));
        Assert.Equal(1, site.Count("mail", $"kind = 'uncovered' and envelope_to = '{Lot}'"));
    }

    [Fact]
    public void Who_can_look_and_who_has_nobody_are_no_lines()
    {
        Person();
        site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        site.Advance(TimeSpan.FromDays(1));

        site.Beat();

        Assert.Equal(0, site.Count("coordinator", "cover_by is not null"));
    }

    private void Person()
    {
        site.Coordinator(Ict, "Ict");
        site.AddCaregiver(coordinator: Ict, nextDueOn: new DateOnly(2027, 1, 1));
    }

    private string IdOf(string email) =>
        site.Value<long>("select id from coordinator where email = @email", new { email })
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
}
