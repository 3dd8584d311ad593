using CaregiverSignal.Hosting;

namespace CaregiverSignal.Demo;

/// <summary>Where to look in a demo: emails, questions, worklist, and the people of its story.</summary>
public sealed class Tour(Installation installation, Database database, SiteTime time)
{
    public const string Home = "/demo";

    /// <summary>The time between two runs of the jobs: a visitor's answer appears on the worklist at once.</summary>
    private static readonly TimeSpan RunsEvery = TimeSpan.FromSeconds(2);

    public DemoPeople People { get; } = new(installation, database, ServedPaths.All, time);

    public SupportPointSettings Support => installation.Settings.SupportPoint;

    /// <summary>A demo's service: the real one on the demo's clock and mail folder, with the tour added.</summary>
    /// <param name="later">Days from the end of the simulated months to its pages.</param>
    public static async Task<(WebApplication App, Tour Tour)> BuildAsync(
        Installation installation,
        Database database,
        int later = 0,
        CancellationToken stop = default
    )
    {
        var at = (await StoreClock.LookAsync(database, stop))!.At.AddDays(later);
        var clock = new ShiftedClock(TimeProvider.System, at);
        var tour = new Tour(installation, database, installation.Settings.TimeBy(clock));
        var app = ServiceHost.Build(installation, database, clock, beats: true, RunsEvery, tour.People.Mail.Sender());
        app.Serve<TourEndpoints>(tour);
        return (app, tour);
    }

    public async Task IntroduceAsync(TextWriter output, CancellationToken stop = default)
    {
        var site = installation.Settings.Site.BaseUrl;
        output.WriteLine();
        output.WriteLine("Look around");
        output.WriteLine("  begin here, it leads past everything in ten minutes:");
        output.WriteLine($"    {site}{Home}");
        output.WriteLine($"  as coordinator {Employee.All[0].Name} (this link works once):");
        output.WriteLine($"    {site}/i/{await People.SignInKeyAsync(Employee.All[0], stop)}");
        output.WriteLine($"  as team lead {Employee.OtherLead.Name}, who sees the team and passes people on:");
        output.WriteLine($"    {site}/i/{await People.SignInKeyAsync(Employee.OtherLead, stop)}");
        if (await People.InvitationAsync(stop) is var (_, key, caregiver))
        {
            output.WriteLine(
                $"  as caregiver {caregiver.FirstName} {caregiver.LastName}, by the link in a mail that waits for an answer:"
            );
            output.WriteLine($"    {site}/v/{key}");
        }

        output.WriteLine();
    }
}
