using CaregiverSignal.Cases;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

/// <summary>What is wrong with a form about a case, in words and at its field.</summary>
public static class CaseErrors
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="form">Of which the fields are.</param>
    /// <returns>The id of the field, or of what is wrong with the whole: something came in, or it was closed.</returns>
    public static (string Target, string Text) Of(string form, CaseFault fault)
    {
        if (fault.Field.Length == 0)
            return (fault.Problem == CaseProblem.News ? "veranderd" : "contact", Words["Error." + fault.Problem]);
        var text = fault switch
        {
            { Problem: CaseProblem.TooLong } => Typed.TooLongBy(fault.Count),
            { Problem: CaseProblem.CloseTries } => Words.Counted("Error.CloseTries", fault.Count),
            { Day: { } last, SaidOn: { } said } => Words[
                "Error.Later",
                ("dag", Texts.Day(said)),
                ("uiterlijk", Texts.Day(last))
            ],
            { Day: { } latest, Why: { } why } => Words["LookBy." + why.Code(), ("dag", Texts.Day(latest))],
            { Day: { } day } => Words["Error." + fault.Problem, ("dag", Texts.Day(day))],
            _ => Words["Error." + fault.Problem],
        };
        return ($"{form}.{fault.Field}", text);
    }
}
