namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The sheet for the first talk: load, own wish and network (domain.md rows 5 and 86).</summary>
public sealed class FirstTalkTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task It_has_what_is_known_and_room_for_the_rest()
    {
        var caregiver = site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        site.Sql(
            """
            insert into care_situation (caregiver_id, relation, hours_per_week, had_choice, keeps_doing)
            values (1, 'partner', 40, 0, 'Samen eten.')
            on conflict (caregiver_id) where is_own = 1
            do update set relation = 'partner', hours_per_week = 40, had_choice = 0, keeps_doing = 'Samen eten.'
            """
        );
        site.AddAnswered(
            caregiver,
            new DateOnly(2026, 2, 2),
            "no",
            ("volhoudtijd.time", 3),
            ("wishes.wish", 2),
            ("wishes.take-over", 3),
            ("parts-of-life.body", 1)
        );
        var els = await site.SignedIn();

        await els.Open($"/zaak/{caregiver}");
        await els.Follow(Dutch("CaseModel.FirstTalk"));

        Assert.All(
            [
                "Zorgt voor de partner: 40 uur per week",
                "Voelde zorgen als een keuze: nee",
                "Een maand tot zes maanden (2 februari 2026)",
                "× lichaam en slaap",
                "× Iemand die het een tijdje overneemt",
                "× Nee, er is niemand",
                "Samen eten.",
            ],
            known => Assert.Has(known, els.Text)
        );
        Assert.Equal(3, els.Page.QuerySelectorAll(".sheet-box").Count(box => box.TextContent == "×"));
        Assert.Equal(4, els.Page.QuerySelectorAll(".letter-lines").Length);
    }
}
