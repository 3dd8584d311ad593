using CaregiverSignal.Delivery;
using Quartz;

namespace CaregiverSignal.Hosting;

/// <summary>Reads the mailbox of returned emails once a minute, separately: if it hangs, nothing else does.</summary>
[DisallowConcurrentExecution]
public sealed class InboxJob(ReadInbox inbox, CurrentSettings settings) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await inbox.RunAsync(settings.Retention.ReadReturnDays, cancellationToken);
}
