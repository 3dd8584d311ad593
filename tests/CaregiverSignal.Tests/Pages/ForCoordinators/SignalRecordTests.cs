using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Why there was a signal, in the record on the case page; the first day is Monday 2 March 2026.</summary>
public sealed class SignalRecordTests() : AtASite("2026-03-02")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Coordinator();
    }

    [Fact]
    public async Task Why_a_signal_was_opened_can_still_be_read_when_it_is_closed()
    {
        await Answers(8, 3);
        await Close();

        var browser = await Open();

        Assert.Has(Dutch("CaseModel.NothingOpen"), browser.Text);
        Assert.Equal(
            [
                "Afgesloten: Redt het zelf door Els | 2 maart",
                $"Melding: aandacht | 2 maart | Zei op 2 maart 2026: ik houd dit nog een tot zes maanden vol. | De belasting (CSI) was op 2 maart 2026 voor het eerst 7 of hoger. | Regels {RuleSettings.Version}.",
            ],
            browser.Timeline()
        );
    }

    [Fact]
    public async Task What_was_told_again_stands_there_with_what_is_new_and_names_what_still_holds()
    {
        await Answers(3, 3);
        site.Advance(TimeSpan.FromDays(136));
        await Answers(3, 4, going: 2);

        var browser = await Open();
        var line = browser.Timeline().First(text => text.StartsWith("Melding:", StringComparison.Ordinal));

        Assert.Equal(
            "Melding: aandacht | 16 juli | Zei op 16 juli 2026: ik houd dit nog zes tot twaalf maanden vol. | "
                + "Zei op 16 juli 2026: het gaat slecht. | "
                + $"Regels {RuleSettings.Version}.",
            line
        );
        Assert.Equal(
            [
                "Waarom: hoge belasting, een antwoord dat opvalt",
                Dutch("CaseModel.Record.Why", Dutch("SignalWords.Kind.level")),
            ],
            browser.TextsOf(".timeline summary")
        );
    }

    [Fact]
    public async Task What_joins_without_being_told_stands_there_too()
    {
        await Answers(2, 3);
        site.Advance(TimeSpan.FromDays(10));
        await Answers(2, 3, going: 2);

        var lines = (await Open()).Timeline().ToList();

        Assert.Begins("Kwam erbij: aandacht | 12 maart | ", lines[0]);
        Assert.Has("Zei op 12 maart 2026: het gaat slecht.", lines[0]);
        Assert.Begins("Melding: aandacht | 2 maart | ", lines[1]);
    }

    [Fact]
    public async Task The_limits_that_were_not_the_shipped_ones_stand_beside_the_rules()
    {
        await site.AddAnswered(anna, site.Time.Today, "no", [.. site.Csi(8), ("volhoudtijd.time", 5)]);
        await (await site.PartsOn(site.Database, ("Signals:Nearness:Amber", "2")))
            .GetRequiredService<JobRunner>()
            .RunAsync(Some.Stop);

        Assert.Contains(
            (await Open()).Timeline(),
            line =>
                line.EndsWith(
                    $" | Regels {RuleSettings.Version}, eigen grenzen: punten voor ‘aandacht’ 2.",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_long_record_is_folded_without_script_and_nothing_of_it_is_lost()
    {
        for (var day = 0; day < 20; day++)
        {
            await site.Happened(anna, site.Time.Today, EventKind.Fall, ReportedBy.Caregiver);
            site.Advance(TimeSpan.FromDays(1));
        }

        var section = (await Open()).Page.QuerySelector("#tijdlijn")!.ParentElement!;

        Assert.Equal(1, section.QuerySelectorAll(":scope > ol > li").Length);
        Assert.Equal(Dutch("Everywhere.Earlier", 19), section.QuerySelector("details > summary")!.TextContent);
        Assert.Equal(19, section.QuerySelectorAll("details > ol > li").Length);
    }

    [Fact]
    public async Task What_was_noted_last_stays_in_view_whatever_happened_since()
    {
        await Answers(csi: 11, time: 1);
        await site.Contact((await site.OpenSignal(anna))!.Id, ContactWay.Spoken, 7, "De buurvrouw komt op zaterdag.");
        await site.Happened(anna, site.Time.Today, EventKind.Diagnosis, ReportedBy.Caregiver);
        site.Advance(TimeSpan.FromDays(1));
        await site.Happened(anna, site.Time.Today, EventKind.Fall, ReportedBy.Caregiver);

        var section = (await Open()).Page.QuerySelector("#tijdlijn")!.ParentElement!;

        Assert.Contains(
            "De buurvrouw komt op zaterdag.",
            section.QuerySelectorAll(":scope > ol .note").Select(note => note.TextContent)
        );
    }

    [Fact]
    public async Task An_answer_that_was_closed_with_its_case_is_no_news_of_the_look_again()
    {
        await Answers(csi: 11, time: 1);
        site.Advance(TimeSpan.FromDays(28));
        await Answers(csi: 11, time: 1);

        await site.Close(anna, SignalOutcome.Other, new(LookKind.OnDay, site.Time.Today.AddDays(20)));
        await site.RunJobs();

        var look = (await site.OpenSignal(anna))!;
        Assert.True(look.IsFollowed);
        Assert.Empty(await site.Read(transaction => FindingTable.OfSignal(transaction, look.Id)));
    }

    private async Task Answers(int csi, int time, int going = 4)
    {
        await site.AddAnswered(
            anna,
            site.Time.Today,
            "no",
            [.. site.Csi(csi), ("volhoudtijd.time", time), ("opening.going", going)]
        );
        await site.RunJobs();
    }

    private Task Close() => site.Close(anna, SignalOutcome.ManagesAlone);

    private async Task<Browser> Open()
    {
        var browser = await site.SignedIn();
        return await browser.Open($"/zaak/{anna}");
    }
}
