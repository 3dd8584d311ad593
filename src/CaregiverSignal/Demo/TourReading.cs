using CaregiverSignal.Charts;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Demo;

/// <summary>Reads the model of the tour's page.</summary>
public static class TourReading
{
    private const int MailsShown = 8;

    private static Texts Words => TourPageModel.Words;

    public static TourPageModel Of(Tour tour, FormToken token)
    {
        var (coordinator, invitation, featured) = (tour.Coordinator(), tour.Invitation(), tour.Featured());
        var year = featured is null ? null : tour.Database.Read(transaction => YearOf(transaction, tour, featured));
        return new TourPageModel(
            tour.Installation.Settings.SupportPoint,
            token,
            invitation is var (mail, _) ? Shown(tour, mail) : null,
            invitation is var (waiting, _) && tour.Mailboxes.KeyIn(waiting.Id) is { } key ? "/v/" + key : null,
            coordinator.Name ?? coordinator.Email,
            coordinator.Email,
            year,
            [.. tour.Mailboxes.Written.Reverse().Take(MailsShown).Select(one => Shown(tour, one))]
        );
    }

    private static TourMail Shown(Tour tour, WrittenMail mail) =>
        new(
            $"{Tour.Home}/mail/{mail.Id}",
            tour.Time.Local(mail.At).ToString("d MMMM, H:mm", Texts.Dutch),
            mail.Kind,
            mail.Name.Length > 0 ? mail.Name : mail.To
        );

    /// <summary>Null when there is nothing to draw.</summary>
    private static TourYear? YearOf(Transaction transaction, Tour tour, Participant person)
    {
        if (DemoChart.FigureOf(transaction, tour.Installation, person, tour.Time.Today) is not { } figure)
            return null;
        var signals = Story
            .SignalsOf(transaction, person)
            .Select(one =>
                (
                    one.Signal.OpenedOn,
                    Order: 0,
                    Line: Words["Year.Signal", ("dag", Texts.Day(one.Signal.OpenedOn)), ("reden", one.Finding.Reason)]
                )
            );
        var done = ActionTable
            .Timeline(transaction, person.Id)
            .Where(one => one.Kind is ActionKind.Escalated or ActionKind.Closed || Story.IsTalk(one))
            .Select(one => (OpenedOn: one.DoneOn, Order: 1, Line: InWords(one)));
        return new TourYear(
            person.Id,
            person.Persona.FullName,
            new FigureModel(figure, [], []),
            [
                .. signals
                    .Concat(done.Reverse())
                    .OrderBy(one => one.OpenedOn)
                    .ThenBy(one => one.Order)
                    .Select(one => one.Line),
            ]
        );
    }

    private static string InWords(Done done)
    {
        var day = ("dag", Texts.Day(done.DoneOn));
        return done.Kind switch
        {
            ActionKind.Escalated => Words["Year.escalated", day],
            ActionKind.Contacted => Words[
                done.Way == ContactWay.Visit ? "Year.visited" : "Year.called",
                day,
                ("naam", done.Coordinator ?? ""),
                ("notitie", done.Note)
            ],
            _ => Words["Year.closed", day, ("hoe", CloseModel.Words["Outcome." + done.Outcome!.Value.Code()])],
        };
    }
}
