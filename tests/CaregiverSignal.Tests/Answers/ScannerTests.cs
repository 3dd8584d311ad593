using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Tests.Enrolments;
using CaregiverSignal.Tests.OwnPage;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// A program that checks mail opens each link in it, follows what is there, and presses every button it finds.
/// </summary>
public sealed class ScannerTests() : AtASite("2026-03-02")
{
    /// <summary>What people say and what follows from it; that links were asked for and forms opened is not.</summary>
    private static readonly string[] Said =
    [
        "answer",
        "caregiver",
        "check_in",
        "consent",
        "enrolment",
        "event",
        "response",
        "signal",
        "staff_task",
    ];

    [Fact]
    public async Task Opening_every_link_and_pressing_every_button_says_nothing_for_anybody()
    {
        await site.Coordinator();
        await AddPeople();
        await site.RunJobs();
        var mails = (
            await (
                await site.Read(transaction => transaction.All<string>("select distinct kind from mail"))
            ).SelectAsync(async kind => await site.Mails(kind))
        )
            .SelectMany(each => each)
            .ToList();
        var before = await site.Content(IsSaid);

        var pressed = 0;
        foreach (var link in mails.SelectMany(mail => mail.Links).Select(link => new Uri(link).PathAndQuery).Distinct())
        {
            using var program = await Program(link);
            var pages = program
                .Page.QuerySelectorAll("main a[href^='/']")
                .Select(element => element.GetAttribute("href")!)
                .Prepend(link)
                .Distinct()
                .ToList();
            foreach (var page in pages)
                pressed += await PressAll(page, before);
        }

        Assert.True(pressed > 25, $"Only {pressed} buttons were there.");
    }

    [Fact]
    public async Task A_person_who_reads_first_presses_once_and_who_is_quick_is_asked_once_more()
    {
        var (checkIn, _) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var address = await site.PauseLink(checkIn) + "?wat=bellen";
        using var quick = await Program(address);
        await quick.Write(Dutch("LastPage.Call.Part"), "Middag").Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.PressAgainTitle"), quick.Heading);
        Assert.Equal(0, await site.Count("event"));
        await quick.Press(Dutch("Shared.PressAgainYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), quick.Heading);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and call_part = 'afternoon'"));

        using var reader = await Program(address);
        site.Advance(TimeSpan.FromSeconds(3));
        await reader.Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), reader.Heading);
    }

    /// <remarks>It asks no page again that asks whether a person pressed.</remarks>
    [Theory]
    [InlineData("opening,volhoudtijd")]
    [InlineData("csi,volhoudtijd")]
    public async Task A_program_that_begins_with_the_questions_answers_none_by_pressing_its_answers(string asked)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), asked.Split(','));
        for (var number = 0; number < 7; number++)
        {
            using var program = await Program(link);
            var begin = program.Page.QuerySelector<IHtmlButtonElement>("button[value=vragen]")!;
            await program.Post(begin.Form!.GetAttribute("action")!, Browser.FieldsOf(begin.Form, begin));
            for (var step = 0; step < 9 && program.Path.StartsWith("/vragen/", StringComparison.Ordinal); step++)
            {
                var buttons = program.Page.QuerySelectorAll<IHtmlButtonElement>("main form button").ToList();
                var button = buttons[Math.Min(number, buttons.Count - 1)];
                await program.Post(button.Form!.GetAttribute("action")!, Browser.FieldsOf(button.Form, button));
                if (program.Heading == Dutch("Shared.PressAgainTitle"))
                    break;
            }
        }

        Assert.Equal(0, await site.Count("answer", "value is not null"));
    }

    [Fact]
    public async Task A_program_does_not_answer_the_one_question_that_a_person_skipped()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "csi");
        using var person = await site.NewBrowser().Open(link);
        await person.Press(Dutch("CheckInPageModel.Start"));
        foreach (var question in person.Questions.Skip(1))
            person.Choose(question, "Nee");
        await person.Press(Dutch("QuestionsPage.Next"));
        while (person.Heading != Dutch("QuestionsPage.SkippedMany", 1))
            await person.ChooseEverywhere("Nee").Press(Dutch("QuestionsPage.Next"));
        Assert.Null(person.Page.QuerySelector($"main form input[name='{TooFastCheck.Field}']"));
        var answered = await site.Count("answer", "value is not null");

        using var program = await Program(link);
        var begin = program.Page.QuerySelectorAll<IHtmlButtonElement>("main button").First();
        await program.Post(begin.Form!.GetAttribute("action")!, Browser.FieldsOf(begin.Form, begin));
        await program.Open(person.Path);
        var answer = program.Page.QuerySelector<IHtmlButtonElement>("button.answer")!;
        await program.Post(answer.Form!.GetAttribute("action")!, Browser.FieldsOf(answer.Form, answer));
        Assert.Equal(Dutch("Shared.PressAgainTitle"), program.Heading);
        Assert.Equal(answered, await site.Count("answer", "value is not null"));

        await program.Press(Dutch("Shared.PressAgainYes"));
        Assert.Equal(answered + 1, await site.Count("answer", "value is not null"));
    }

    [Fact]
    public async Task A_person_is_asked_once_at_most_whether_they_pressed_an_answer()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        using var quick = await Program(link);
        await quick.Press(Dutch("CheckInPageModel.Start"));
        await quick.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));
        Assert.Equal(Dutch("Shared.PressAgainTitle"), quick.Heading);
        Assert.Equal(0, await site.Count("answer"));

        await quick.Press(Dutch("Shared.PressAgainYes"));
        Assert.Equal("/vragen/2", quick.Path);
        await quick.ChooseFirst(quick.Questions[0]).Press(Dutch("QuestionsPage.Next"));
        Assert.Equal("/vragen/slot", quick.Path);
        Assert.Equal(2, await site.Count("answer", "value is not null"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(-1, false)]
    public void Nobody_is_hasty_after_three_seconds_or_by_a_clock_that_was_set_back(int after, bool isHasty)
    {
        var shown = site.Time.Now.AddSeconds(-after).ToUnixTimeSeconds();
        var form = new FormCollection(new Dictionary<string, StringValues> { [TooFastCheck.Field] = $"{shown}" });

        Assert.Equal(isHasty, TooFastCheck.Is(form, site.Time));
    }

    /// <summary>
    /// One for each kind of link: who is asked, paused, stopped, in aftercare, enrolling, and moving house.
    /// </summary>
    private async Task AddPeople()
    {
        await site.AddCaregiver();
        var paused = await site.AddCaregiver("2", "Bea");
        var stopped = await site.AddCaregiver("3", "Bram");
        var rie = await site.AddCaregiver("4", "Rie", nextDueOn: new DateOnly(2027, 1, 1));
        await site.RunJobs();
        await site.Happened(rie, "2026-03-02", "Admission");
        await site.Write(async transaction =>
        {
            await Participation.PauseMail(transaction, paused, null, Language.Dutch, site.Time);
            await Participation.StopThemselves(transaction, stopped, site.Time);
            await Participation.EnterAftercare(transaction, rie, site.Time);
        });
        await site.On("2026-03-09").RunJobs();
        await (await site.Enrolling()).Sent();
        using var moving = await site.OnOwnPageWithCode("persoon1@example.org");
        await moving.Write(Dutch("DetailsModel.Email"), "nieuw@example.org").PressFirst(Dutch("Everywhere.Save"));
    }

    private async Task<int> PressAll(string page, string before)
    {
        using var first = await Program(page);
        var buttons = first.Page.QuerySelectorAll<IHtmlButtonElement>("button").Count();
        for (var number = 0; number < buttons; number++)
        {
            using var program = await Program(page);
            var button = program.Page.QuerySelectorAll<IHtmlButtonElement>("button").ElementAtOrDefault(number);
            if (button?.Form is not { } form)
                continue;
            await program.Post(form.GetAttribute("action")!, Browser.FieldsOf(form, button));
            Assert.True(before == await site.Content(IsSaid), $"{page}: {button.TextContent}");
        }

        return buttons;
    }

    private static bool IsSaid(string table) => Said.Contains(table);

    private Task<Browser> Program(string address) => new Browser(site.Address) { IsProgram = true }.Open(address);
}
