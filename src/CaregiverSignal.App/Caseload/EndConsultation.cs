using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Caseload;

/// <summary>
/// Ends a question to a colleague whose day went by, or who no longer sees the case; false when there is none.
/// </summary>
public sealed class EndConsultation(Database database, SiteTime time)
{
    public bool RunOne() =>
        database.Write(transaction =>
        {
            if (ConsultationTable.NextToEnd(transaction, time.Today) is not { } asked)
                return false;
            Consulting.End(transaction, asked, answer: null, time);
            return true;
        });
}
