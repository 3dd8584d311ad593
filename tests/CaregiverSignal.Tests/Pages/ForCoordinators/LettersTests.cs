using CaregiverSignal.Pages.ForCoordinators.Letters;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The questions on paper and by telephone; today is Monday 2 March 2026.</summary>
public sealed class LettersTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task All_letters_of_today_are_one_page_and_count_as_asked_once_they_go_in_the_post()
    {
        var (anna, bram) = (
            await Written("1", "Anna", "Lindelaan 1, 1234 AB De Linde"),
            await Written("2", "Bram", null)
        );
        await site.RunJobs();
        var desk = await site.SignedIn();
        await desk.Follow(Dutch("WorklistModel.Letters", 1));

        var letter = Assert.Single(desk.Page.QuerySelectorAll(".letter"));
        Assert.Equal(
            "Anna Jansen|Lindelaan 1|1234 AB De Linde|",
            letter.QuerySelector("address")!.InnerHtml.Replace("<br>", "|").Trim()
        );
        Assert.Has(Dutch("LettersModel.NoAddress", "Bram Jansen"), desk.Text);
        var checkIn = (await site.CheckIns(anna))[0];
        Assert.Equal([checkIn.Id], await NotAsked(anna));
        await desk.Press(Dutch("LettersModel.Goes", 1));
        Assert.Empty(await NotAsked(anna));
        Assert.Single(await NotAsked(bram));
        Assert.Has(Dutch("WorklistModel.Ask.posted", "2 maart"), (await desk.Open("/werklijst")).Text);

        await desk.Open("/brieven");
        await desk.Press("Toch niet op de post Anna Jansen");
        Assert.Equal([checkIn.Id], await NotAsked(anna));
        Assert.Single(desk.Page.QuerySelectorAll(".letter"));
        Assert.Equal(
            "send,take-back",
            await site.Joined(
                $"select action from audit_log where caregiver_id = {anna} and object = 'letter/{checkIn.Id}' order by id"
            )
        );
    }

    [Fact]
    public async Task The_worklist_counts_the_letters_that_can_be_printed()
    {
        var anna = await Written("1", "Anna", null);
        await site.AddCaregiver("2", "Bram", coordinator: "joost@steunpunt.example", channel: "paper");
        await site.RunJobs();
        var desk = await site.SignedIn();

        await (await desk.Open("/werklijst?van=team")).Follow(Dutch("Everywhere.Letters"));
        Assert.Has(Dutch("LettersModel.NoAddress", "Anna Jansen"), desk.Text);
        Assert.Lacks("geen brief", desk.Text);

        await site.Sql("update caregiver set status = 'paused' where id = @anna", new { anna });
        Assert.Lacks(Dutch("Everywhere.Letters"), (await desk.Open("/werklijst")).Text);
        Assert.Has(Dutch("LettersModel.None"), (await desk.Open("/brieven")).Text);
    }

    [Fact]
    public async Task A_letter_and_a_script_have_the_words_of_the_pages_in_the_order_in_which_they_are_typed_in()
    {
        var anna = await Written("1", "Anna", "Lindelaan 1");
        await site.RunJobs();
        var checkIn = (await site.CheckIns(anna))[0];
        await site.Sql("update caregiver set language = 'fr', interpreter = 1");
        var desk = await site.SignedIn();
        Assert.Has("Spreekt een andere taal (fr). Bel met een tolk.", desk.Text);
        await desk.Open($"/zaak/{anna}/invullen/{checkIn.Id}");
        Assert.Has("Spreekt een andere taal (fr). Bel met een tolk.", desk.Text);
        var words = desk
            .Page.QuerySelectorAll(".entry-text")
            .Select(element => (element.QuerySelector("label") ?? element).TextContent.Split(". ", 2)[1].Trim())
            .ToList();
        Assert.True(words.Count > 10);

        await desk.Follow(Dutch("EntryModel.ToLetter"));
        Assert.Equal(words, Questions(desk, ".letter").Take(words.Count));
        Assert.Has("Heel goed", desk.Text);
        Assert.Has("0 = helemaal niet zwaar", desk.Text);
        await desk.Follow(Dutch("Everywhere.ToCase"));
    }

    [Fact]
    public async Task A_letter_is_in_the_language_of_who_gets_it_whoever_prints_it()
    {
        var anna = await Written("1", "Anna", "Lindelaan 1");
        await site.RunJobs();
        var checkIn = (await site.CheckIns(anna))[0];
        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{anna}/vragenbrief/{checkIn.Id}");
        var asked = Questions(desk, ".letter").Count();
        await site.Sql("update caregiver set language = 'ar'");

        await desk.Open($"/zaak/{anna}/vragenbrief/{checkIn.Id}");

        var letter = desk.Page.QuerySelector(".letter[lang=ar][dir=rtl]")!.TextContent;
        Assert.Equal(asked, Questions(desk, ".letter").Count());
        Assert.Equal("nl", desk.Page.DocumentElement.GetAttribute("lang"));
        Assert.Has(Dutch("LettersModel.Goes", 1), desk.Text);
        foreach (var key in new[] { "Intro", "Interpreter", "Unchecked" })
            Assert.Has(Languages.In(Language.Arabic, () => PaperLetter.Words[key]), letter);
    }

    private async Task<long> Written(string person, string name, string? address)
    {
        var id = await site.AddCaregiver(person, name, channel: "paper");
        await site.Sql("update caregiver set postal_address = @address where id = @id", new { address, id });
        return id;
    }

    private Task<IReadOnlyList<long>> NotAsked(long caregiver) =>
        site.Read(async transaction => await StaffTaskTable.NotAsked(transaction, caregiver));

    private static IEnumerable<string> Questions(Browser desk, string inside) =>
        desk
            .Page.QuerySelectorAll($"{inside} .question > p:first-child > strong")
            .Select(element => element.TextContent);
}
