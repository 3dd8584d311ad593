using CaregiverSignal.Cases;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

public static class CaseErrors
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="form">The form's prefix in field names.</param>
    /// <returns>The field's id; for the whole form, that of the notice about news or a closing.</returns>
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
