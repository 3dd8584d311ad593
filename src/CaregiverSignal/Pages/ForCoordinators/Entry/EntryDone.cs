using System.Globalization;
using CaregiverSignal.Caseload;

namespace CaregiverSignal.Pages.ForCoordinators.Entry;

/// <summary>The message on the worklist after a check-in was typed in: for whom, and who is next.</summary>
/// <param name="Next">Null when nobody else waits to be asked.</param>
public sealed record EntryDone(string Text, CallRow? Next)
{
    private const string Field = "ingevuld";

    public static string PathOf(long checkInId) =>
        string.Create(CultureInfo.InvariantCulture, $"/werklijst?{Field}={checkInId}");

    /// <summary>The check-in that an address names; null for none.</summary>
    public static long? IdIn(IQueryCollection query) =>
        long.TryParse(query[Field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <param name="beforeCalling">What whoever calls the next has to know first.</param>
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
