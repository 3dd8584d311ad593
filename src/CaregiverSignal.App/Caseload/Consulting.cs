using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Caseload;

/// <summary>Asking a colleague to look along, and what comes of it, each in one transaction.</summary>
public static class Consulting
{
    /// <summary>Working days to read what came of it (our choice).</summary>
    private const int ReadWithin = 2;

    /// <summary>How many days ahead the latest day is: what may wait longer can be said (our choice).</summary>
    public const int MostDays = 28;

    /// <summary>Asks; what came of an earlier question counts as read: it stands on the page with the form.</summary>
    /// <returns>What was asked, with its id; null when somebody is asked already.</returns>
    public static Consultation? Ask(Transaction transaction, Consultation asked)
    {
        if (ConsultationTable.Add(transaction, asked) is not { } id)
            return null;
        StaffTaskTable.DoneOfKind(
            transaction,
            StaffTaskKind.Consulted,
            asked.CaregiverId,
            asked.AskedAt,
            asked.AskedBy
        );
        return asked with { Id = id };
    }

    /// <summary>Ends it with an answer, or without one; the caregiver's coordinator has that to read.</summary>
    /// <returns>False when it was over already.</returns>
    public static bool End(Transaction transaction, Consultation asked, string? answer, SiteTime time)
    {
        if (!ConsultationTable.End(transaction, asked.Id, answer, time.Now))
            return false;
        StaffTaskTable.Open(
            transaction,
            StaffTaskKind.Consulted,
            asked.CaregiverId,
            time.WorkingDays.Add(time.Today, ReadWithin),
            time.Now
        );
        return true;
    }
}
