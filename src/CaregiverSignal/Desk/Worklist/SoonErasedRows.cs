using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>The lines that announce whose data will be erased, as their term is nearly over.</summary>
public static class SoonErasedRows
{
    /// <summary>Days before the erasure on which the line appears (ours: a month).</summary>
    public const int NoticeDays = 30;

    public static IReadOnlyList<CallRow> Of(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        SiteTime time
    ) =>
        [
            .. KeepingTable
                .Soon(transaction, coordinatorIds, time.Today.AddDays(NoticeDays))
                .Select(one => new CallRow(
                    one.CaregiverId,
                    Plainly.Name(one.Person, one.FirstName, one.LastName),
                    one.Phone,
                    WorklistPageModel.Words["SoonErased.Row", ("dag", Texts.Day(one.EraseOn))],
                    null
                )),
        ];
}
