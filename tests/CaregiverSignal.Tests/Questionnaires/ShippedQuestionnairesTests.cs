using System.Text.Json;
using CaregiverSignal.Answers;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;

namespace CaregiverSignal.Tests.Questionnaires;

public partial class ShippedQuestionnairesTests
{
    public static TheoryData<string> Keys => [.. Some.Instruments.Keys];

    public static TheoryData<string> AskedKeys =>
        [.. Some.Instruments.All.Where(instrument => instrument.CanBeAsked).Select(instrument => instrument.Key)];

    [Fact]
    public void All_shipped_questionnaires_load_without_a_fault()
    {
        var loaded = QuestionnaireFolder.Load(Some.QuestionnairesFolder, overlay: "");

        Assert.Empty(loaded.Faults);
        Assert.Equal(
            [
                "aftercare",
                "appraisal",
                "carerqol",
                "cra",
                "csi",
                "ediz",
                "ediz-plus",
                "giving",
                "grief",
                "m-cra-21",
                "mcsi",
                "opening",
                "parts-of-life",
                "roles",
                "srb",
                "ssl-12-i",
                "ssl-d",
                "ssl-d-8",
                "ssl-i",
                "ssl-n",
                "volhoudtijd",
                "wishes",
                "zbi-12",
            ],
            loaded.Instruments!.Keys
        );
    }

    /// <remarks>
    /// A store that answered words refuses other words of their name: whoever changes words names them anew, and adds
    /// the new name here.
    /// </remarks>
    [Fact]
    public void Words_that_were_shipped_stay_as_they_are_under_their_name()
    {
        var shipped = Some
            .Instruments.All.SelectMany(instrument => new[] { instrument, instrument.InPictures })
            .OfType<Instrument>()
            .Where(instrument => instrument.CanBeAsked)
            .Select(instrument =>
                $"{instrument.Wording.File} {instrument.Wording.Version} {instrument.Wording.Hash[..12]}"
            )
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "aftercare-v1.wording.json own-1 86f5af6d9d39",
                "appraisal-v1.wording.json own-1 e4c8a03ebe0b",
                "carerqol-v1.wording.json own-1 e97a564d2e28",
                "cra-v1.wording.json own-1 68aab5f9f810",
                "csi-v1.wording.json own-1 3c442b1677ce",
                "ediz-v1.wording.json own-1 dd6edf0d8f56",
                "giving-v1.wording.json own-1 febd04044868",
                "grief-v1.wording.json own-1 398f6b6995d5",
                "m-cra-21-v1.wording.json own-1 e3d64bd6dc68",
                "mcsi-v1.wording.json own-1 f2c4660a74ed",
                "opening-v1.pictures.json pictures-1 05fb5c9f60d0",
                "opening-v1.wording.json own-2 04ee5ead128c",
                "parts-of-life-v1.wording.json own-1 822f405cae05",
                "roles-v1.wording.json own-1 1e566d02075b",
                "srb-v1.pictures.json pictures-1 9a84f84a0ad2",
                "srb-v1.wording.json own-1 b7dee75391ae",
                "ssl-12-i-v1.wording.json own-1 168f6b02fe19",
                "ssl-d-8-v1.wording.json own-1 aa5ca0285e8f",
                "volhoudtijd-v1.pictures.json pictures-1 6adb608087a7",
                "volhoudtijd-v1.wording.json own-1 1cba497fd2fd",
                "wishes-v1.wording.json own-3 439cdbe08330",
                "wishes-v2.wording.json own-4 d4fcc2476bb7",
            ],
            shipped
        );
    }

    [Fact]
    public void Without_a_tariff_file_carerqol_has_no_tariff_scale()
    {
        Assert.Equal(["sum", "vas"], Some.Instruments.Newest("carerqol").Scales.Select(scale => scale.Key));
    }

    [Fact]
    public void Cut_offs_are_those_that_a_source_publishes()
    {
        var cutOffs = Some
            .Instruments.All.SelectMany(
                instrument => instrument.Scales,
                (instrument, scale) => (instrument.Key, scale.CutOff)
            )
            .Where(pair => pair.CutOff is not null);

        Assert.Equal(
            [("csi", 7.0), ("ediz-plus", 9.0), ("ssl-d-8", 19.0)],
            cutOffs.Select(pair => (pair.Key, pair.CutOff!.Value))
        );
    }

    [Fact]
    public void Only_what_a_source_gives_has_an_error_of_measurement()
    {
        var errors = Some
            .Instruments.All.SelectMany(
                instrument => instrument.Scales,
                (instrument, scale) => (instrument.Key, Scale: scale.Key, scale.Error?.Sem)
            )
            .Where(pair => pair.Sem is not null);

        Assert.Equal(
            [("carerqol", "vas", 0.67), ("csi", "total", 1.0)],
            errors.Select(error => (error.Key, error.Scale, error.Sem!.Value))
        );
    }

    [Theory]
    [InlineData("ssl-i")]
    [InlineData("ssl-d")]
    [InlineData("ssl-n")]
    [InlineData("ediz-plus")]
    [InlineData("zbi-12")]
    public void Words_that_are_not_ours_to_give_are_left_to_the_operator_with_the_reason(string key)
    {
        var instrument = Some.Instruments.Newest(key);

        Assert.False(instrument.CanBeAsked);
        Assert.True(instrument.Wording.Note.Length > 20, instrument.Wording.Note);
        Assert.Each(instrument.Items, item => Assert.Equal(item.Key, item.Text.Nl));
    }

    [Theory]
    [MemberData(nameof(AskedKeys))]
    public void Everything_a_caregiver_reads_has_english_beside_it(string key)
    {
        var instrument = Some.Instruments.Newest(key);
        var texts = new[] { instrument.Intro }
            .Concat(instrument.Items.SelectMany(item => new[] { item.Text, item.Hint, item.Short }).OfType<LocalText>())
            .Concat(instrument.Items.SelectMany(item => item.Choices).Select(choice => choice.Label));

        Assert.Each(texts.Where(text => text.Nl.Any(char.IsLetter)), text => Assert.NotEqual(text.Nl, text.En));
    }

    [Fact]
    public void A_page_offers_self_rated_burden_in_eleven_steps_of_ten()
    {
        var burden = Some.Instruments.Newest("srb").Items[0];

        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], burden.Choices.Select(code => code.Value));
        Assert.Equal("0 – helemaal niet zwaar", burden.Choices[0].Label.Nl);
        Assert.Equal("100 – veel te zwaar", burden.Choices[10].Label.Nl);
    }

    [Theory]
    [MemberData(nameof(AskedKeys))]
    public void Our_own_wording_is_marked_as_ours_and_as_not_validated(string key)
    {
        var wording = Some.Instruments.Newest(key).Wording;

        Assert.Equal(WordingState.Own, wording.State);
        Assert.Matches(@"(?i)\b(us|our)\b", wording.Note);
        Assert.Matches(@"(?i)\bnot\b", wording.Note);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void What_people_read_is_short_and_has_no_word_that_judges(string key)
    {
        foreach (var text in DutchTexts(Some.Instruments.Newest(key)))
        {
            Assert.DoesNotMatch(
                "(?i)score|burden|belast|mantelzorg|zorgvrager|cliënt|patiënt|hulpbehoevend|risico|uitval|!",
                text
            );
            Assert.Each(SentenceEnd().Split(text), sentence => Assert.InRange(sentence.Split(' ').Length, 1, 15));
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_number_stands_beside_a_source(string key)
    {
        using var file = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Some.QuestionnairesFolder, $"{key}-v1.json"))
        );
        var unsourced = new List<string>();

        Walk(file.RootElement, "", false, unsourced);

        Assert.Empty(unsourced);
    }

    [Fact]
    public void The_shipped_plan_asks_three_questions_each_month_and_at_most_one_list_beside_them()
    {
        var plan = PlanFile.Load(
            Path.Combine(Some.QuestionnairesFolder, "plan.json"),
            Some.Instruments,
            out var faults
        );

        Assert.Empty(faults);
        Assert.Equal((14, 7, 27), (plan!.WindowDays, plan.ReminderAfterDays, plan.MostQuestions));
        var last = new Dictionary<string, int>();
        var year = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            var asked = PlanDays.Instruments(plan, number, last);
            foreach (var key in asked)
                last[key] = number;
            year.Add(asked.Except(["opening", "srb", "volhoudtijd", "wishes"]).SingleOrDefault() ?? "");
            Assert.Equal(asked.Contains("csi"), asked.Contains("wishes"));
        }

        Assert.Equal(
            ["csi", "ssl-12-i", "", "csi", "cra", "carerqol", "csi", "ssl-12-i", "", "csi", "ssl-d-8", "carerqol"],
            year
        );
    }

    [Theory]
    [InlineData("carerqol", "fulfilment")]
    [InlineData("cra", "c01 c09 c12 c15 c17 c19 c20 c23")]
    [InlineData("m-cra-21", "m03 m05 m09 m11 m17 m19")]
    public void What_nobody_can_arrange_is_told_only_when_it_is_there(string key, string items) =>
        Assert.Equal(
            items.Split(' '),
            Some.Instruments.Newest(key).Items.Where(item => item.IsNamedOnlyWhenPresent).Select(item => item.Key)
        );

    [Fact]
    public void What_would_help_and_what_makes_asking_hard_is_a_short_choice_that_is_never_scored()
    {
        var wishes = Some.Instruments.Newest(Wishes.Instrument);

        Assert.True(wishes.IsUnscored);
        Assert.Equal(
            [Wishes.Wish, Wishes.Barrier, Wishes.TakeOver, Wishes.Professionals],
            wishes.Items.Select(item => item.Key)
        );
        Assert.Equal(
            Enum.GetValues<HelpWish>().Select(wish => (int)wish),
            wishes.Items[0].Codes.Select(code => code.Value)
        );
        Assert.Equal(
            Enum.GetValues<HelpBarrier>().Select(barrier => (int)barrier),
            wishes.Items[1].Codes.Select(code => code.Value)
        );
        Assert.Equal("Iemand die het een tijdje overneemt", LabelOf(wishes.Items[0], (int)HelpWish.Respite));
        Assert.Equal("Ik wil anderen niet tot last zijn", LabelOf(wishes.Items[1], (int)HelpBarrier.NotABurden));
        Assert.Each(wishes.Items, item => Assert.False(QuestionField.IsScale(item)));
        Assert.Each(
            wishes.Items.SelectMany(item => item.Choices),
            code => Assert.DoesNotMatch("(?i)hulp nodig|respijt|moet", code.Label.Nl)
        );
    }

    private static string LabelOf(Item item, int code) => item.Codes.Single(each => each.Value == code).Label.Nl;

    private static IEnumerable<string> DutchTexts(Instrument instrument) =>
        [
            instrument.Name.Nl,
            instrument.Intro.Nl,
            .. instrument
                .Items.SelectMany(item => new[] { item.Text.Nl, item.Hint?.Nl, item.Short?.Nl })
                .OfType<string>(),
            .. instrument.Items.SelectMany(item => item.Choices).Select(choice => choice.Label.Nl),
            .. instrument.Scales.Select(scale => scale.Name.Nl),
            .. instrument.Scales.SelectMany(scale => scale.Bands).Select(band => band.Label.Nl),
        ];

    [Fact]
    public void A_number_without_a_source_is_noticed()
    {
        using var file = JsonDocument.Parse("""{"scales": [{"min": 1}, {"max": 2, "source": "Jansen 2020"}]}""");
        var unsourced = new List<string>();

        Walk(file.RootElement, "", false, unsourced);

        Assert.Equal([".scales[].min"], unsourced);
    }

    [Fact]
    public void The_table_beside_the_files_lists_every_questionnaire_as_it_is()
    {
        var shipped = QuestionnaireFolder.Load(Some.QuestionnairesFolder, overlay: "").Instruments!;

        Assert.Equal(
            shipped
                .Keys.Select(shipped.Newest)
                .Select(instrument =>
                    $"| [{instrument.Key}]({instrument.Key}-v{instrument.Version}.json) | "
                    + $"{instrument.Wording.StateName} | {instrument.Licence.State.ToString().ToLowerInvariant()} |"
                ),
            File.ReadAllLines(Path.Combine(Some.QuestionnairesFolder, "README.md"))
                .Where(line => line.StartsWith("| [", StringComparison.Ordinal))
                // The second column is the name in papers, which no page shows.
                .Select(line => string.Join('|', line.Split('|').Where((_, column) => column != 2)))
        );
    }

    private static void Walk(JsonElement element, string place, bool sourced, List<string> unsourced)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            sourced |= element.TryGetProperty("source", out var source) && source.GetString()!.Length > 3;
            foreach (var property in element.EnumerateObject())
                Walk(property.Value, $"{place}.{property.Name}", sourced, unsourced);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in element.EnumerateArray())
                Walk(part, place + "[]", sourced, unsourced);
        }
        else if (element.ValueKind == JsonValueKind.Number && !sourced && place != ".version")
        {
            unsourced.Add(place);
        }
    }

    [GeneratedRegex(@"(?<=[.?:]) ")]
    private static partial Regex SentenceEnd();
}
