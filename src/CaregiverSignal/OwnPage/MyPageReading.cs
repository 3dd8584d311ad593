using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Feedback;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>Reads the own page.</summary>
public sealed class MyPageReading(ResultReading results, SupportPointSettings support, SiteTime time)
{
    /// <param name="saved">What was just done, as a key of the page's words; any other value for nothing.</param>
    public MyPageModel Of(Transaction transaction, MyVisit visit, string saved = "")
    {
        var checkIns = CheckInTable.Of(transaction, visit.Caregiver.Id);
        var given = DisownedTable.AsGiven(transaction, visit.Caregiver.Id);
        var newest = given.LastOrDefault(one => one.AnsweredAt is not null);
        var result = newest is null ? null : results.Of(transaction, visit.Caregiver, newest, asGiven: true);
        var page = MyPageModel.Of(transaction, visit.Caregiver, checkIns, given, support, result, time);
        // An address that is opened again says nothing that is no longer so.
        var isOver = saved == MyPromiseEndpoints.TakenBack && page.Promised is not null;
        return page with
        {
            Saved =
                !isOver && MyPageModel.Words.Has("Saved." + saved)
                    ? MyPageModel.Words["Saved." + saved, ("coordinator", page.Coordinator)]
                    : null,
        };
    }
}
