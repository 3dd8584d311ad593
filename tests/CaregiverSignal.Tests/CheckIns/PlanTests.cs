using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;

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
            { "key": "csi", "everyMonths": 3, "source": "ours" }
          ]
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plan_keeps_the_order_of_asking()
    {
        var plan = Plan.Load(folder.Write("plan.json", Sound), Some.Instruments, out var faults);

        Assert.Empty(faults);
        Assert.Equal(["opening", "csi"], plan!.Instruments.Select(one => one.Key));
    }

    [Theory]
    [InlineData("\"windowDays\": 14", "\"windowDays\": 29", "windowDays", "29 is not allowed; allowed is a whole number from 1 to 28")]
    [InlineData("\"reminderAfterDays\": 7", "\"reminderAfterDays\": 14", "reminderAfterDays", "14 is not allowed; it must be below windowDays, 14")]
    [InlineData("\"everyMonths\": 3", "\"everyMonths\": 0", "instruments[1].everyMonths", "0 is not allowed; allowed is a whole number from 1 to 24")]
    [InlineData("\"key\": \"csi\"", "\"key\": \"opening\"", "instruments[1].key", "'opening' is there twice")]
    [InlineData("\"key\": \"csi\"", "\"key\": \"nope\"", "instruments[1].key", "'nope' is not a questionnaire; known are carerqol, cra, csi")]
    [InlineData("\"everyMonths\": 3, \"source\": \"ours\"", "\"everyMonths\": 3", "instruments[1].source", "is missing")]
    [InlineData("\"windowDays\": 14,", "\"windowDays\": 14, \"colour\": 1,", "colour", "is not known here")]
    public void A_broken_rule_is_told_with_its_place(string old, string broken, string place, string message)
    {
        var text = Sound.Replace(old, broken, StringComparison.Ordinal);

        var plan = Plan.Load(folder.Write("plan.json", text), Some.Instruments, out var faults);

        Assert.Null(plan);
        var fault = Assert.Single(faults);
        Assert.Equal(("plan.json", place), (fault.Where, fault.Place));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_questionnaire_without_its_wording_cannot_be_planned()
    {
        var csi = Some.Instruments.Newest("csi");
        var known = new Instruments([Some.Instruments.Newest("opening"), csi with { Wording = csi.Wording with { State = WordingState.NotSupplied } }]);

        var plan = Plan.Load(folder.Write("plan.json", Sound), known, out var faults);

        Assert.Null(plan);
        Assert.Contains("'csi' has no wording yet", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_is_not_there_is_a_fault()
    {
        var plan = Plan.Load(Path.Combine(folder.Name, "plan.json"), Some.Instruments, out var faults);

        Assert.Null(plan);
        Assert.Contains("Questionnaires:Plan", Assert.Single(faults).Message, StringComparison.Ordinal);
    }
}
