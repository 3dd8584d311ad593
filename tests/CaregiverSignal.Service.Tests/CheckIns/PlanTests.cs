namespace CaregiverSignal.Tests.CheckIns;

public sealed class PlanTests : IDisposable
{
    private const string Sound = """
        {
          "windowDays": 14,
          "reminderAfterDays": 7,
          "source": "ours",
          "instruments": [
            { "key": "opening", "everyMonths": 1, "source": "ours" },
            { "key": "csi", "everyMonths": 3, "source": "ours" },
            { "key": "srb", "everyMonths": 1, "source": "ours" },
            { "key": "volhoudtijd", "everyMonths": 1, "source": "ours" }
          ]
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plan_keeps_the_order_of_asking()
    {
        var plan = PlanFile.Load(folder.Write("plan.json", Sound), Some.Instruments, out var faults);

        Assert.Empty(faults);
        Assert.Equal(["opening", "csi", "srb", "volhoudtijd"], plan!.Instruments.Select(planned => planned.Key));
        Assert.Each(plan.Instruments, planned => Assert.Equal(0, planned.FromMonth));
        Assert.Equal([1, 13, 1, 1], plan.Instruments.Select(planned => planned.Questions));
        Assert.Equal(int.MaxValue, plan.MostQuestions);
    }

    [Fact]
    public void A_plan_may_begin_with_a_questionnaire_later_and_limit_the_questions_of_a_check_in()
    {
        var text = Sound
            .Replace("\"everyMonths\": 3,", "\"everyMonths\": 3, \"fromMonth\": 23,")
            .Replace("\"windowDays\"", "\"mostQuestions\": 16, \"windowDays\"");

        var plan = PlanFile.Load(folder.Write("plan.json", text), Some.Instruments, out var faults);

        Assert.Empty(faults);
        Assert.Equal((23, 16), (plan!.Instruments[1].FromMonth, plan.MostQuestions));
    }

    [Fact]
    public void A_plan_says_from_when_somebody_is_asked_less_often_or_says_nothing_and_nobody_is()
    {
        var text = Sound.Replace(
            "\"windowDays\"",
            "\"calm\": { \"everyMonths\": 3, \"fromStep\": 6, \"source\": \"ours\" }, \"windowDays\""
        );

        Assert.Equal(
            new CalmPlan(3, 6, "ours"),
            PlanFile.Load(folder.Write("plan.json", text), Some.Instruments, out _)!.Calm
        );
        Assert.Null(PlanFile.Load(folder.Write("plan.json", Sound), Some.Instruments, out _)!.Calm);
        Assert.Equal((2, 5), (Some.Plan.Calm!.EveryMonths, Some.Plan.Calm.FromStep));
    }

    [Theory]
    [InlineData(
        "\"windowDays\": 14,",
        "\"windowDays\": 14, \"calm\": { \"everyMonths\": 1, \"fromStep\": 5, \"source\": \"ours\" },",
        "calm.everyMonths",
        "1 is not allowed; allowed is a whole number from 2 to 3"
    )]
    [InlineData(
        "\"windowDays\": 14,",
        "\"windowDays\": 14, \"calm\": { \"everyMonths\": 2, \"fromStep\": 7, \"source\": \"ours\" },",
        "calm.fromStep",
        "7 is not allowed; allowed is a whole number from 2 to 6"
    )]
    [InlineData(
        "\"windowDays\": 14,",
        "\"windowDays\": 14, \"calm\": { \"everyMonths\": 2, \"fromStep\": 5 },",
        "calm.source",
        "is missing"
    )]
    [InlineData(
        "\"windowDays\": 14,",
        "\"windowDays\": 14, \"aftercare\": { \"afterDays\": [7, 12], \"source\": \"ours\" },",
        "aftercare.afterDays[1]",
        "12 comes while the one of day 7 is open; it stands open for 14 days"
    )]
    [InlineData(
        "\"windowDays\": 14,",
        "\"windowDays\": 14, \"aftercare\": { \"afterDays\": [0], \"source\": \"ours\" },",
        "aftercare.afterDays[0]",
        "is not allowed; allowed is a whole number from 1 to 1095"
    )]
    [InlineData(
        "\"windowDays\": 14",
        "\"windowDays\": 29",
        "windowDays",
        "29 is not allowed; allowed is a whole number from 1 to 28"
    )]
    [InlineData(
        "\"reminderAfterDays\": 7",
        "\"reminderAfterDays\": 14",
        "reminderAfterDays",
        "14 is not allowed; it must be below windowDays, 14"
    )]
    [InlineData(
        "\"everyMonths\": 3",
        "\"everyMonths\": 0",
        "instruments[1].everyMonths",
        "0 is not allowed; allowed is a whole number from 1 to 24"
    )]
    [InlineData("\"key\": \"csi\"", "\"key\": \"opening\"", "instruments[1].key", "'opening' is there twice")]
    [InlineData(
        "\"key\": \"csi\"",
        "\"key\": \"nope\"",
        "instruments[1].key",
        "'nope' is not a questionnaire; known are aftercare, appraisal, carerqol, cra, csi"
    )]
    [InlineData(
        "\"everyMonths\": 3, \"source\": \"ours\"",
        "\"everyMonths\": 3",
        "instruments[1].source",
        "is missing"
    )]
    [InlineData(
        "\"everyMonths\": 3,",
        "\"everyMonths\": 3, \"fromMonth\": 24,",
        "instruments[1].fromMonth",
        "24 is not allowed; allowed is a whole number from 0 to 23"
    )]
    [InlineData(
        "\"everyMonths\": 3,",
        "\"everyMonths\": 3, \"fromMonth\": -1,",
        "instruments[1].fromMonth",
        "-1 is not allowed"
    )]
    [InlineData(
        "\"windowDays\"",
        "\"mostQuestions\": 0, \"windowDays\"",
        "mostQuestions",
        "0 is not allowed; allowed is a whole number from 1"
    )]
    [InlineData(
        "\"windowDays\"",
        "\"mostQuestions\": 13, \"windowDays\"",
        "mostQuestions",
        "check-in 0 would ask 16 questions, and 13 is the most"
    )]
    [InlineData("\"windowDays\": 14,", "\"windowDays\": 14, \"colour\": 1,", "colour", "is not known here")]
    public void A_broken_rule_is_told_with_its_place(string old, string broken, string place, string message)
    {
        var text = Sound.Replace(old, broken);

        var plan = PlanFile.Load(folder.Write("plan.json", text), Some.Instruments, out var faults);

        Assert.Null(plan);
        var fault = Assert.Single(faults);
        Assert.Equal(("plan.json", place), (fault.Where, fault.Place));
        Assert.Has(message, fault.Message);
    }

    [Fact]
    public void A_questionnaire_without_its_wording_cannot_be_planned()
    {
        var csi = Some.Instruments.Newest("csi");
        var known = new Instruments([
            Some.Instruments.Newest("opening"),
            Some.Instruments.Newest("srb"),
            Some.Instruments.Newest("volhoudtijd"),
            csi with
            {
                Wording = csi.Wording with { State = WordingState.NotSupplied },
            },
        ]);

        var plan = PlanFile.Load(folder.Write("plan.json", Sound), known, out var faults);

        Assert.Null(plan);
        Assert.Has("'csi' has no wording yet", Assert.Single(faults).Message);
    }

    [Theory]
    [InlineData("opening", "aftercare", "very bad")]
    [InlineData("srb", "zbi-12", "a burden of 80 or more")]
    [InlineData("volhoudtijd", "carerqol", "how long somebody can go on")]
    [InlineData("csi", "mcsi", "a strain of 10 or more")]
    public void A_plan_with_another_list_in_the_place_of_what_the_rules_hear_is_refused_with_what_would_fall_away(
        string left,
        string instead,
        string unheard
    )
    {
        var zarit = Some.Instruments.Newest("zbi-12");
        var known = new Instruments([
            .. Some.Instruments.All.Where(instrument => instrument.Key != "zbi-12"),
            zarit with
            {
                Wording = zarit.Wording with { State = WordingState.Own },
            },
        ]);
        var swapped = Sound.Replace($"\"key\": \"{left}\"", $"\"key\": \"{instead}\"");
        var beside = Sound.Replace(
            "\"instruments\": [",
            $"\"instruments\": [ {{ \"key\": \"{instead}\", \"everyMonths\": 6, \"source\": \"ours\" }},"
        );

        Assert.Null(PlanFile.Load(folder.Write("plan.json", swapped), known, out var faults));
        var fault = Assert.Single(faults);
        Assert.Equal(("plan.json", "instruments"), (fault.Where, fault.Place));
        Assert.Has($"'{left}' is missing, and without it no rule hears ", fault.Message);
        Assert.Has(unheard, fault.Message);
        Assert.Has("beside it, never in its place", fault.Message);
        Assert.NotNull(PlanFile.Load(folder.Write("plan.json", beside), known, out _));
    }

    [Fact]
    public void A_plan_that_is_not_there_is_a_fault()
    {
        var plan = PlanFile.Load(Path.Combine(folder.Name, "plan.json"), Some.Instruments, out var faults);

        Assert.Null(plan);
        Assert.Has("Questionnaires:Plan", Assert.Single(faults).Message);
    }
}
