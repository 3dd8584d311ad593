using CaregiverSignal.Storage;

namespace CaregiverSignal.Erasure;

/// <summary>SQL for <c>erasure</c>: that somebody was erased, and nothing about who it was.</summary>
public static class ErasureTable
{
    /// <param name="caregiverId">The number that the person's rows had, which is given to nobody else.</param>
    /// <param name="rows">How many rows there were.</param>
    public static void Note(Transaction transaction, long caregiverId, int rows, DateTimeOffset at) =>
        transaction.Execute(
            "insert into erasure (caregiver_id, erased_at, rows) values (@caregiverId, @at, @rows)",
            new
            {
                caregiverId,
                at,
                rows,
            }
        );
}
