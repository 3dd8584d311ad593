using CaregiverSignal.Delivery;
using CaregiverSignal.Retention;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Reads the mailbox of returned mail once a minute, beside all else: a mailbox that hangs holds up nothing.
/// </summary>
[DisallowConcurrentExecution]
public sealed class InboxJob(ReadInbox inbox, RetentionSettings retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await inbox.RunAsync(retention.Now.ReadReturnDays, cancellationToken);
}
