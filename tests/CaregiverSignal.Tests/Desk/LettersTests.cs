namespace CaregiverSignal.Tests.Desk;

/// <summary>The questions on paper and by telephone; today is Monday 2 March 2026.</summary>
public sealed class LettersTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task All_letters_of_today_are_one_page_and_count_as_asked_once_they_go_in_the_post()
    {
        var (anna, bram) = (Written("1", "Anna", "Lindelaan 1, 1234 AB De Linde"), Written("2", "Bram", null));
        site.Beat();
        var desk = await site.SignedIn();
        await desk.Follow("Brieven (2)");

        var letter = Assert.Single(desk.Page.QuerySelectorAll(".letter"));
        Assert.Equal(
            "Anna Jansen|Lindelaan 1|1234 AB De Linde|",
            letter.QuerySelector("address")!.InnerHtml.Replace("<br>", "|").Trim()
        );
        Assert.Has("Van Bram Jansen weten wij geen postadres.", desk.Text);
        var checkIn = site.CheckIns(anna)[0];
        Assert.Equal([checkIn.Id], NotAsked(anna));
        await desk.Press("Deze brief gaat op de post");
        Assert.Empty(NotAsked(anna));
        Assert.Single(NotAsked(bram));
        Assert.Has("De brief ging op 2 maart 2026 op de post.", (await desk.Open("/werklijst")).Text);

        await desk.Open("/brieven");
        await desk.Press("Toch niet op de post Anna Jansen");
        Assert.Equal([checkIn.Id], NotAsked(anna));
        Assert.Single(desk.Page.QuerySelectorAll(".letter"));
        Assert.Equal(
            "send,take-back",
            site.Joined(
                $"select deed from record where caregiver_id = {anna} and object = 'letter/{checkIn.Id}' order by id"
            )
        );
    }

    [Fact]
    public async Task A_letter_and_a_script_have_the_words_of_the_pages_in_the_order_in_which_they_are_typed_in()
    {
        var anna = Written("1", "Anna", "Lindelaan 1");
        site.Beat();
        var checkIn = site.CheckIns(anna)[0];
        site.Sql("update caregiver set language = 'uk', interpreter = 1");
        var desk = await site.SignedIn();
        Assert.Has("Spreekt een andere taal (uk). Bel met een tolk.", desk.Text);
        await desk.Open($"/zaak/{anna}/invullen/{checkIn.Id}");
        Assert.Has("Spreekt een andere taal (uk). Bel met een tolk.", desk.Text);
        var words = desk
            .Page.QuerySelectorAll(".entry-text")
            .Select(one => (one.QuerySelector("label") ?? one).TextContent.Split(". ", 2)[1].Trim())
            .ToList();
        Assert.True(words.Count > 10);

        await desk.Follow("Print als brief");
        Assert.Equal(words, Questions(desk, ".letter").Take(words.Count));
        Assert.Has("Heel goed", desk.Text);
        Assert.Has("0 = helemaal niet zwaar", desk.Text);
        await desk.Follow("Terug naar de zaak");
    }

    [Theory]
    [InlineData("en", "How are you?", "Send this back to", "en", "ltr")]
    [InlineData("ar", "كيف حالك", "088", "ar", "rtl")]
    public async Task A_letter_is_in_the_language_of_who_gets_it_and_not_of_who_prints_it(
        string language,
        string question,
        string more,
        string tag,
        string direction
    )
    {
        Written("1", "Grace", "Fictielaan 1, Nergens");
        Written("2", "Anna", "Fictielaan 2, Nergens");
        site.Sql("update caregiver set language = @language where person = '1'", new { language });
        site.Beat();

        var desk = await (await site.SignedIn()).Open("/brieven");

        var (grace, anna) = (desk.Page.QuerySelectorAll(".letter")[0], desk.Page.QuerySelectorAll(".letter")[1]);
        Assert.Has(question, grace.TextContent);
        Assert.Has(more, grace.TextContent);
        Assert.Lacks("Hoe gaat het met u?", grace.TextContent);
        Assert.Equal((tag, direction), (grace.GetAttribute("lang"), grace.GetAttribute("dir")));
        Assert.Has("Hoe gaat het met u?", anna.TextContent);
        Assert.Has("Print deze pagina", desk.Text);
    }

    private long Written(string person, string name, string? address)
    {
        var id = site.AddCaregiver(person, name, channel: "paper");
        site.Sql("update caregiver set postal_address = @address where id = @id", new { address, id });
        return id;
    }

    private IReadOnlyList<long> NotAsked(long caregiver) =>
        site.Read(transaction => StaffTaskTable.NotAsked(transaction, caregiver));

    private static IEnumerable<string> Questions(Browser desk, string inside) =>
        desk.Page.QuerySelectorAll($"{inside} .question > p:first-child > strong").Select(one => one.TextContent);
}
