using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Demo;

/// <summary>
/// The service of a demo: the real one, on the demo's clock and mail folder, with the tour beside its pages.
/// </summary>
public static class DemoService
{
    public static WebApplication Build(
        Installation installation,
        Database database,
        DemoOptions options,
        Lived lived,
        TimeProvider real,
        out Tour tour
    )
    {
        var clock = new ShiftedClock(real, lived.EndsAt);
        var time = new SiteTime(clock, installation.Settings.Site.TimeZone);
        var mailboxes = lived.Mailboxes.On(database, time);
        var app = Service.Build(installation, database, clock, beats: true, every: Tour.BeatsEvery, mail: mailboxes);
        tour = new Tour(installation, database, time, mailboxes, lived.People, options);
        app.Serve<TourEndpoints>(tour);
        return app;
    }
}

/// <summary>What the months of a demo leave to those who look at it.</summary>
public sealed record Lived(DateTimeOffset EndsAt, Mailboxes Mailboxes, IReadOnlyList<Participant> People);
