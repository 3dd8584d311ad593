using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Invitations;

/// <summary>Deletes some sessions and links that no longer open anything; false when there are none.</summary>
public sealed class ForgetKeys(Database database, SiteTime time)
{
    /// <summary>
    /// The most rows that one turn looks at, oldest first, so that it costs the same however many there are.
    /// </summary>
    private const int AtATime = 500;

    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(7);

    /// <summary>A year in which their pause and stop links work, and the time in which their mail could go.</summary>
    private static readonly TimeSpan LinksKept = TimeSpan.FromDays(400);

    public bool RunOne() =>
        database.Write(transaction =>
            SessionTable.Forget(transaction, time.Now - SessionsKept, AtATime)
                + LinkTable.Forget(transaction, time.Now - LinksKept, AtATime)
            > 0
        );
}
