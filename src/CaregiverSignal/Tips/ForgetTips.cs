using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Tips;

/// <summary>Deletes the words of tips that were closed long enough ago; false when there are none.</summary>
public sealed class ForgetTips(Database database, SiteTime time)
{
    /// <summary>
    /// Our choice: somebody else wrote it about a person who was not asked, so it stays no longer than a wrong closing
    /// takes to come out, and as long as the law gives for an answer to that person's own question about it (AVG art.
    /// 12: a month).
    /// </summary>
    public const int DaysKept = 31;

    public bool RunOne() =>
        database.Write(transaction => TipTable.Forget(transaction, time.Now.AddDays(-DaysKept), time.Now)) > 0;
}
