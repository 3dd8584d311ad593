using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Demo;

/// <summary>The service of a demo: the real service on the demo's clock and mail folder, with the tour added.</summary>
public static class DemoService
{
    public static WebApplication Build(
        Installation installation,
        Database database,
        SimulatedMonths lived,
        TimeProvider real,
        out Tour tour
    )
    {
        var clock = new ShiftedClock(real, lived.EndsAt);
        var time = installation.Settings.Site.TimeBy(clock);
        var mailboxes = lived.Mailboxes.On(database, time);
        var app = Service.Build(installation, database, clock, beats: true, every: Tour.BeatsEvery, mail: mailboxes);
        tour = new Tour(installation, database, time, mailboxes, lived.People);
        app.Serve<TourEndpoints>(tour);
        return app;
    }
}

/// <summary>What the simulation passes on to the pages.</summary>
public sealed record SimulatedMonths(DateTimeOffset EndsAt, Mailboxes Mailboxes, IReadOnlyList<Participant> People);
