using System.Globalization;
using CaregiverSignal.Caseload;

namespace CaregiverSignal.Pages.ForCoordinators.Entry;

/// <summary>The notice on the worklist after typing in a check-in: for whom it was, and who is next.</summary>
/// <param name="Next">Null if nobody else is waiting.</param>
public sealed record EntryDone(string Text, CallRow? Next)
{
    private const string Field = "ingevuld";

    public static string PathOf(long checkInId) =>
        string.Create(CultureInfo.InvariantCulture, $"/werklijst?{Field}={checkInId}");

    public static long? IdIn(IQueryCollection query) =>
        long.TryParse(query[Field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <param name="beforeCalling">What to know before calling the next person.</param>
    public static EntryDone Of(JustTyped typed, string? beforeCalling)
    {
        var caregiver = typed.Caregiver;
        return new EntryDone(
            EntryModel.Words[
                "Done",
                ("naam", DisplayText.Name(caregiver.Person, caregiver.FirstName, caregiver.LastName).TrimEnd('.'))
            ],
            typed.Next is { } next ? CallRow.Of(next) with { BeforeCalling = beforeCalling } : null
        );
    }
}
