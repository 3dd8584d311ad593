using System.Diagnostics.Metrics;
using CaregiverSignal.Backup;
using CaregiverSignal.Caseload;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Hosting;

/// <summary>Measures the work: beats, steps, what waits, mail on its way, who waits for a talk, and the disk.</summary>
/// <remarks>
/// The store is asked once after each beat, and only while somebody measures; reading the figures costs it nothing, and
/// waits for nothing. Figures of a beat long ago are not shown: what is not known is no good news.
/// </remarks>
public sealed class WorkMeasures
{
    private readonly Database database;
    private readonly JobRunner runner;
    private readonly WorkWatch watch;
    private readonly SiteTime time;
    private readonly Counter<long> failures;
    private readonly Instrument shown;
    private volatile Figures? figures;

    public WorkMeasures(Meter meter, Database database, JobRunner runner, WorkWatch watch, SiteTime time)
    {
        (this.database, this.runner, this.watch, this.time) = (database, runner, watch, time);
        failures = meter.CreateCounter<long>(
            "caregiversignal.step.failures",
            "{failure}",
            "How often a step failed, at an item or as a whole."
        );
        shown = Gauge(
            "beat.age",
            "s",
            "Since the last beat ended; one comes each minute.",
            () => AgeOf(runner.LastRunAt)
        );
        Gauge("disk.free", "By", "Room on the disk that holds the store.", Free);
        Gauge("backup.age", "s", "Since the newest backup was made; not there while none was.", BackupAge);
        OfBeat(
            "work.due",
            "{item}",
            "Items that still waited for a step after the beat.",
            known => known.Work.Due.Select(due => Of(due.Items, ("step", due.Step)))
        );
        OfBeat(
            "work.stopped",
            "{step}",
            "1 for a step that failed with no item to blame, and stands still.",
            known => known.Work.StandingStill.Select(failure => Of(1, ("step", failure.Step)))
        );
        OfBeat(
            "mail.waiting",
            "{mail}",
            "Mails on their way out.",
            known => known.Mail.Select(mail => Of(mail.Mails, ("kind", mail.Kind), ("state", mail.State.Code())))
        );
        OfBeat(
            "mail.held",
            null,
            "1 while no mail goes until resume-mail.",
            known => Enum.GetValues<HoldReason>().Select(why => Of(known.Held == why ? 1 : 0, ("reason", why.Code())))
        );
        OfBeat(
            "alert.late",
            "{mail}",
            "Alerts that the relay did not get in time, or that came back.",
            known => [Of(known.LateAlerts)]
        );
        OfBeat(
            "red.unanswered",
            "{caregiver}",
            "People who stand red, and nobody spoke with them since.",
            known => [Of(known.RedUnanswered)]
        );

        ObservableGauge<double> Gauge(
            string name,
            string? unit,
            string description,
            Func<IEnumerable<Measurement<double>>> read
        ) => meter.CreateObservableGauge("caregiversignal." + name, read, unit, description);

        void OfBeat(
            string name,
            string? unit,
            string description,
            Func<Figures, IEnumerable<Measurement<double>>> read
        ) =>
            Gauge(
                name,
                unit,
                description,
                () => figures is { } known && time.Now - known.At < JobRunner.LongestBetween ? read(known) : []
            );
    }

    /// <summary>Counts what failed in a beat, and looks what it left.</summary>
    public void AfterBeat()
    {
        foreach (var failure in runner.Failed)
            failures.Add(1, new KeyValuePair<string, object?>("step", failure.Step));
        if (!shown.Enabled)
            return;
        figures = database.Read(transaction => new Figures(
            time.Now,
            watch.Read(transaction),
            MailTable.CountOnTheirWay(transaction),
            SendHold.WhyHeld(transaction),
            ReturnTable.CountLate(transaction, time.Now),
            FigureTable.RedUnanswered(transaction)
        ));
    }

    /// <summary>Nothing where the disk cannot be asked: no room is not the same as not known.</summary>
    private IEnumerable<Measurement<double>> Free()
    {
        try
        {
            return [Of(DiskSpace.FreeAt(database.Engine.Folder))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>As the note beside the store says, which the verb <c>backup</c> writes.</summary>
    private IEnumerable<Measurement<double>> BackupAge() =>
        database.Engine.File is { } store ? AgeOf(LastBackup.Of(store)?.MadeAt) : [];

    private IEnumerable<Measurement<double>> AgeOf(DateTimeOffset? last) =>
        last is { } at ? [Of((time.Now - at).TotalSeconds)] : [];

    private static Measurement<double> Of(double value, params (string Tag, string Value)[] tags) =>
        new(value, tags.Select(tag => KeyValuePair.Create(tag.Tag, (object?)tag.Value)));

    private sealed record Figures(
        DateTimeOffset At,
        WorkState Work,
        IReadOnlyList<MailOnItsWay> Mail,
        HoldReason? Held,
        int LateAlerts,
        int RedUnanswered
    );
}
