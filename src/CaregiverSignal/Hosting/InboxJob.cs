using CaregiverSignal.Delivery;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>Reads the mailbox of returned mail, if there is one, once a minute, beside all else: one that hangs holds
/// up nothing.</summary>
[DisallowConcurrentExecution]
public sealed class InboxJob(ReadInbox inbox, CurrentSettings settings) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await inbox.RunAsync(settings.Retention.ReadReturnDays, cancellationToken);
}
