using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Erasure;

/// <summary>Until when and why somebody's data is kept longer, as typed, with errors.</summary>
/// <param name="Until">Null while there are errors.</param>
public sealed record KeepForm(string Day, string Reason, DateOnly? Until, IReadOnlyList<FormError> Errors)
{
    /// <summary>Nobody is kept for longer at a time without somebody looking again (our choice).</summary>
    public const int LongestYears = 5;

    private const int LongestReason = 200;

    public static readonly KeepForm Empty = new("", "", null, []);

    /// <summary>The fields <c>tot</c> and <c>reden</c>.</summary>
    public static KeepForm Read(IFormCollection form, DateOnly today)
    {
        var (day, reason) = (form["tot"].ToString().Trim(), Typed.Note(form, "reden"));
        var until = Typed.Day(day);
        var errors = new List<FormError>();
        if (until is not { } last || last <= today || last > today.AddYears(LongestYears))
            errors.Add(new FormError("tot", "tot", ErasePageModel.Words["Error.Until"]));
        if (reason.Length is 0 or > LongestReason)
            errors.Add(new FormError("reden", "reden", ErasePageModel.Words["Error.Reason"]));
        return new KeepForm(day, reason, errors.Count == 0 ? until : null, errors);
    }
}
