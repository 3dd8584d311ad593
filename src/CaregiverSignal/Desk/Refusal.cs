using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk;

/// <summary>
/// The answer about a caregiver whom the reader may not see, or who does not exist: the same for both.
/// </summary>
public static class Refusal
{
    public static IResult Of(
        HttpContext context,
        SignedInStaff staff,
        Deed deed,
        Database database,
        Recorder recorder,
        SupportPointSettings support
    )
    {
        Note(context, staff, deed, database, recorder);
        return PageRoutes.Missing(support);
    }

    /// <summary>Records that somebody tried, where there is such a caregiver.</summary>
    public static void Note(HttpContext context, SignedInStaff staff, Deed deed, Database database, Recorder recorder)
    {
        if (
            StaffRouteGroups.Number(context, "caregiver") is { } id
            && database.Read(transaction => CaregiverTable.Get(transaction, id)) is { } caregiver
        )
            recorder.Add(staff.With(caregiver), deed, id, outcome: Outcome.Refused);
    }
}
