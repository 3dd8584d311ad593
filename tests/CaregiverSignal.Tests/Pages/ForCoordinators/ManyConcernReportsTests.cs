namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A robot that sends many concern reports buries nothing else.</summary>
public sealed class ManyConcernReportsTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Two_thousand_leave_a_red_signal_first_and_stand_behind_one_link()
    {
        await site.Enrolled();
        for (var n = 0; n < 2000; n++)
            await site.AddConcernReport($"robot {n}");
        var anna = await site.AddCaregiver();
        await site.AddSignal(anna, kinds: "level", level: "red");

        var list = await (await site.On("2026-03-03").SignedIn()).Open("/werklijst");

        Assert.Equal($"/zaak/{anna}", list.Page.QuerySelector("main table tbody th a")!.GetAttribute("href"));
        Assert.Equal(20, list.Page.QuerySelectorAll("table.worklist tbody th a[href^='/tip/']").Length);
        await list.Follow($"{Dutch("WorklistModel.Kind.concern-report")} 2000");
        Assert.Equal(50, list.Page.QuerySelectorAll("tbody th a[href^='/tip/']").Length);
    }
}
