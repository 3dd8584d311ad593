using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// A caregiver's plan for when it becomes too much again (domain.md row 74), from either side, and read at a next
/// signal.
/// </summary>
public sealed class RelapsePlanTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";

    [Fact]
    public async Task What_the_caregiver_writes_stands_on_the_case_at_the_next_signal_and_nothing_is_overwritten()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        var page = await site.OnOwnPageWithCode(Anna);
        await page.Follow(Dutch("MyPageModel.Plan"));
        await page.Write(Dutch("PlanModel.Signs"), "Dan snauw ik.")
            .Write(Dutch("PlanModel.ToDo"), "Mijn zus komt een week.")
            .Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("PlanModel.Saved"), page.Text);
        var els = await site.SignedIn();
        await els.Open($"/zaak/{caregiver}");
        Assert.Lacks(
            Dutch("CaseModel.Plan.Quote.Notice", "Dan snauw ik."),
            els.Page.QuerySelector(".case-act")!.TextContent
        );

        await els.Open($"/zaak/{caregiver}/plan");
        await els.Write(Dutch("PlanModel.MayNotice"), "Mijn zus Riet.").Press(Dutch("Everywhere.Save"));
        await els.Press(Dutch("Everywhere.Save"));
        await site.AddSignal(caregiver);
        await els.Open($"/zaak/{caregiver}");

        var act = els.Page.QuerySelector(".case-act")!.TextContent;
        Assert.All(
            [
                "Afgesproken op 2 maart, voor een volgende keer",
                Dutch("CaseModel.Plan.Quote.Notice", "Dan snauw ik."),
                Dutch("CaseModel.Plan.Quote.Call", "Mijn zus Riet."),
                Dutch("CaseModel.Plan.Quote.Do", "Mijn zus komt een week."),
            ],
            line => Assert.Has(line, act)
        );
        Assert.Equal(2, await site.Count("relapse_plan"));
        Assert.Equal(2, await site.Count("audit_log", "action = 'add' and object = 'agreement'"));
        page = await site.OnOwnPageWithCode(Anna);
        await page.Follow(Dutch("MyPageModel.Plan"));
        Assert.Has("Mijn zus Riet.", page.Text);
        Assert.Has(Dutch("PlanModel.WrittenOn", ("dag", "2 maart 2026"), ("wie", Dutch("PlanModel.You"))), page.Text);
        await page.Open("/mijn/afschrift");
        Assert.Has("Plan voor een volgende keer (zelf verteld). Zo is het te merken: Dan snauw ik.", page.Text);
    }

    [Fact]
    public async Task A_text_of_more_than_some_hundred_words_is_refused_with_what_was_typed()
    {
        var caregiver = await site.AddCaregiver();
        var els = await site.SignedIn();
        await els.Open($"/zaak/{caregiver}/plan");

        await els.Write(Dutch("PlanModel.ToDo"), new string('a', 801)).Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal(0, await site.Count("relapse_plan"));
        Assert.Equal(801, els.Page.QuerySelector("#ToDo")!.TextContent.Trim().Length);
    }
}
