using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Ledger;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CaregiverSignal.Tests.Mail;

/// <summary>A job that mails waits while mail is held: so it must say that it mails.</summary>
public sealed class MailingJobsTests : IDisposable
{
    private readonly Calls calls = new(typeof(Job).Assembly);

    [Fact]
    public void A_job_says_that_it_mails_when_it_can_reach_the_outbox_and_only_then()
    {
        using var site = Some.Installation();
        var jobs = Registered();

        Assert.Equal(site.Part<IEnumerable<DueJob>>().Select(job => job.Job), jobs.Select(job => job.Job));
        Assert.Equal(
            jobs.Where(job => job.Job.Mails).Select(job => job.Job.Name),
            jobs.Where(job => calls.Reached(job.Does).Append(job.Does).Any(Queues)).Select(job => job.Job.Name)
        );
    }

    private static bool Queues(MethodDefinition method) =>
        Calls
            .In(method)
            .Any(use =>
                use.Member.Name == nameof(Outbox.Queue) && use.Member.DeclaringType.FullName == typeof(Outbox).FullName
            );

    /// <summary>Each job with what it runs, as <see cref="DueJobs.AddDueJobs"/> names them one after another.</summary>
    private List<(Job Job, MethodDefinition Does)> Registered()
    {
        var all = new List<(Job, MethodDefinition)>();
        Job? job = null;
        foreach (var (code, member) in Calls.In(calls.Method(typeof(DueJobs), nameof(DueJobs.AddDueJobs))))
        {
            if (member is FieldReference { DeclaringType.Name: nameof(Job) })
                job = (Job)typeof(Job).GetField(member.Name)!.GetValue(null)!;
            if (job is null || code != OpCodes.Ldftn)
                continue;
            // The first delegate behind the name takes the method of the job that does it.
            all.Add(
                (
                    job,
                    Calls.In(Calls.Own(member)!).Select(use => Calls.Own(use.Member)).OfType<MethodDefinition>().First()
                )
            );
            job = null;
        }

        return all;
    }

    public void Dispose() => calls.Dispose();
}
