using CaregiverSignal.Cases;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

/// <summary>What is wrong with a form about a case, in words and at its field.</summary>
public static class CaseErrors
{
    /// <summary>The field of what is wrong with the whole: something came in, or it was closed.</summary>
    public const string News = "nieuw";

    private static readonly Texts Words = CaseModel.Words;

    /// <param name="form">Of which the fields are.</param>
    public static FormError Of(string form, CaseFault fault)
    {
        if (fault.Field.Length == 0)
            return new(
                News,
                fault.Problem == CaseProblem.News ? "veranderd" : "contact",
                Words["Error." + fault.Problem]
            );
        var field = $"{form}.{fault.Field}";
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
        return new(field, field, text);
    }
}
