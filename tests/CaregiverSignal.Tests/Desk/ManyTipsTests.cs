using CaregiverSignal.Tips;

namespace CaregiverSignal.Tests.Desk;

/// <summary>A robot that sends many tips buries nobody's.</summary>
public sealed class ManyTipsTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task What_came_from_one_network_is_folded_and_a_neighbours_tip_behind_it_is_seen()
    {
        site.Enrolled();
        for (var n = 1; n <= 43; n++)
            site.AddTip($"robot {n}", sender: "aa");
        site.AddTip("De buurvrouw gaat eraan onderdoor.", sender: "bb");

        var list = await site.SignedIn();

        Assert.Equal(4, list.Page.QuerySelectorAll("table.worklist tbody th a[href^='/tip/']").Length);
        Assert.Has("De buurvrouw", list.Text);
        Assert.Has("Alle berichten van wie zich zorgen maakt: 44", list.Text);
        await list.Follow("En nog 40 van hetzelfde adres");
        Assert.Equal(43, list.Page.QuerySelectorAll("tbody th a[href^='/tip/']").Length);
    }

    [Fact]
    public async Task Two_thousand_from_four_hundred_networks_leave_a_red_signal_first_and_stand_behind_one_link()
    {
        site.Enrolled();
        for (var n = 0; n < 2000; n++)
            site.AddTip($"robot {n}", sender: $"n{n % 400}");
        var anna = site.AddCaregiver();
        site.AddSignal(anna, kinds: "level", level: "red");

        var list = await (await site.On("2026-03-03").SignedIn()).Open("/werklijst");

        Assert.Equal($"/zaak/{anna}", list.Page.QuerySelector("main table tbody th a")!.GetAttribute("href"));
        Assert.Equal(5, list.Page.QuerySelectorAll("table.worklist tbody th a[href^='/tip/']").Length);
        Assert.Has("Alle berichten van wie zich zorgen maakt: 2000", list.Text);
    }

    [Fact]
    public async Task They_are_closed_together_once_they_were_on_the_page_and_what_came_meanwhile_or_was_taken_up_stays()
    {
        var els = site.Enrolled();
        for (var n = 1; n <= 60; n++)
            site.AddTip($"robot {n}", sender: "aa");
        var taken = site.AddTip("Een echt bericht.", sender: "aa");
        site.Write(transaction => TipTable.TakeUp(transaction, taken, els, site.Time.Now));
        var page = await (await site.SignedIn()).Open("/tips?van=aa");
        site.AddTip("kwam net", sender: "aa");

        await page.Press("Rond deze berichten af: 50");

        Assert.Has("Bewaard.", page.Text);
        Assert.Equal(
            (50, 12),
            (site.Count("tip", "outcome = 'no-more-needed' and closed_by = 1"), site.Count("tip", "closed_at is null"))
        );
    }

    [Fact]
    public async Task The_mark_of_a_network_says_no_address_and_goes_with_the_words()
    {
        await (await site.WriteTip()).Press("Verstuur mijn bericht");
        Assert.Equal(1, site.Count("tip", "length(sender) = 16 and sender not like '%127.0%'"));
        site.Sql("update tip set closed_at = '2026-01-01T00:00:00.000Z'");

        site.Part<ForgetTips>().RunOne();

        Assert.Equal(1, site.Count("tip", "sender is null and words is null"));
    }
}
