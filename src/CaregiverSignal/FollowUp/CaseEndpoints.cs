using CaregiverSignal.Answers;
using CaregiverSignal.Configuration;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>One caregiver's page, and what a coordinator does there.</summary>
public static class CaseEndpoints
{
    private static readonly HashSet<string> SavedTexts = ["gezien", "contact", "afgerond", "deelname", "afspraak", "afspraak-uit", "al-afgerond"];

    public static void MapCase(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var page = new CasePages(
            services.GetRequiredService<Database>(), services.GetRequiredService<Desk>(), services.GetRequiredService<Instruments>(),
            services.GetRequiredService<Settings>(), services.GetRequiredService<SiteTime>());

        routes.MapStaffPage("/zaak/{caregiver}", (seat, context) =>
            page.Show(seat, context, model => model with { Saved = SavedOf(context, model) }));
        routes.MapStaffForm("/zaak/{caregiver}/gezien", (seat, context, form) => Seen(page, seat, context, form));
        routes.MapStaffForm("/zaak/{caregiver}/contact", (seat, context, form) => Contacted(page, seat, context, form));
        routes.MapStaffForm("/zaak/{caregiver}/afronden", (seat, context, form) => Close(page, seat, context, form));
        routes.MapStaffForm("/zaak/{caregiver}/deelname", (seat, context, form) => ChangeLife(page, seat, context, form));
        routes.MapStaffForm("/zaak/{caregiver}/afspraak", (seat, context, form) => Agree(page, seat, context, form));
        routes.MapStaffForm("/zaak/{caregiver}/afspraak-uit", (seat, context, form) => page.Change(seat, context, (work, caregiver) =>
        {
            Overriding.End(work, caregiver, NumberIn(form, "afspraak"), seat.Coordinator.Id, page.Time);
            return "afspraak-uit";
        })!);
    }

    /// <summary>Shown once more in words before it holds.</summary>
    private static IResult Agree(CasePages page, Seat seat, HttpContext context, IFormCollection form)
    {
        var rules = page.Settings.Signals;
        var typed = OverrideForm.Read(form, rules, page.Time.Today);
        if (typed.Asked is not { } asked) return page.Show(seat, context, model => model with { Override = typed }, StatusCodes.Status400BadRequest);
        if (!typed.IsConfirmed) return page.Show(seat, context, model => model with { Override = typed, Confirm = CaseReading.TextOf(asked, rules) });
        return page.Change(seat, context, (work, caregiver) =>
        {
            Overriding.Set(work, caregiver, asked, seat.Coordinator.Id, page.Time);
            return "afspraak";
        })!;
    }

    private static IResult Seen(CasePages page, Seat seat, HttpContext context, IFormCollection form) =>
        page.Act(seat, context, form, (work, signal) =>
        {
            Handling.Seen(work, signal, seat.Coordinator.Id, page.Time);
            return signal.ClosedAt is null ? "gezien" : "al-afgerond";
        }, model => model with { Contact = model.Contact with { Errors = [News] } });

    private static IResult Contacted(CasePages page, Seat seat, HttpContext context, IFormCollection form)
    {
        var typed = ContactForm.Read(form, page.Time.Today);
        if (typed is not { Errors.Count: 0, NextOn: { } nextOn }) return page.Show(seat, context, model => model with { Contact = typed }, StatusCodes.Status400BadRequest);
        return page.Change(seat, context, (work, caregiver) =>
        {
            if (SignalFor(work, caregiver, form, nextOn, page.Time) is not { } signal) return "al-afgerond";
            var action = new NewAction(signal.Id, signal.CaregiverId, seat.Coordinator.Id, "contacted", page.Time.Now, page.Time.Today, typed.Note, nextOn, typed.What);
            if (ActionTable.HasSame(work, action, NumberIn(form, "na"))) return "contact";
            if (!IsAsShown(signal, form)) return null;
            return Handling.Contacted(work, signal, seat.Coordinator.Id, typed.What, typed.Note, nextOn, page.Time, typed.Arranged.Length > 0 ? typed.Arranged : null) ? "contact" : "al-afgerond";
        }) ?? page.Show(seat, context, model => model with { Contact = typed with { Errors = [News] } }, StatusCodes.Status409Conflict);
    }

    /// <summary>Nobody has seen what came in after the form was shown, so nothing done with that form may say so.</summary>
    private static bool IsAsShown(Signal signal, IFormCollection form) => signal.ClosedAt is not null || signal.Mark == form["stand"].ToString();

    private static FormError News => new("nieuw", "veranderd", CasePageModel.Words["Error.News"]);

    /// <summary>What the form was shown for; where nothing was open then, the caregiver is followed from now on.</summary>
    private static Signal? SignalFor(Work work, Caregiver caregiver, IFormCollection form, DateOnly nextOn, SiteTime time)
    {
        if (form["signaal"].ToString().Length > 0) return SignalTable.Get(work, NumberIn(form, "signaal")) is { } shown && shown.CaregiverId == caregiver.Id ? shown : null;
        if (SignalTable.OpenOf(work, caregiver.Id) is { } open) return open;
        return caregiver.Status == "ended" ? null : SignalTable.Get(work, SignalTable.Follow(work, caregiver.Id, time.Today, time.Now, nextOn));
    }

    private static IResult Close(CasePages page, Seat seat, HttpContext context, IFormCollection form)
    {
        var typed = CloseForm.Read(form, Outcomes.All);
        if (typed.Errors.Count > 0) return page.Show(seat, context, model => model with { Close = typed }, StatusCodes.Status400BadRequest);
        return page.Act(seat, context, form, (work, signal) =>
            Handling.Close(work, signal, seat.Coordinator.Id, typed.Outcome, typed.Note, page.Time) ? "afgerond" : "al-afgerond",
            model => model with { Close = typed with { Errors = [News] } });
    }

    private static IResult ChangeLife(CasePages page, Seat seat, HttpContext context, IFormCollection form)
    {
        var choice = form["keuze"].ToString();
        return page.Change(seat, context, (work, caregiver) =>
        {
            if (!CaseReading.LifeChoicesOf(caregiver.Status).Contains(choice)) return null;
            ChangeLife(work, caregiver, choice, page.Time);
            return "deelname";
        }) ?? page.Show(
            seat, context,
            model => model with { LifeErrors = [new FormError("keuze", "keuze-" + model.LifeChoices.DefaultIfEmpty("").First(), CasePageModel.Words["Error.Life"])] },
            StatusCodes.Status400BadRequest);
    }

    private static void ChangeLife(Work work, Caregiver caregiver, string choice, SiteTime time)
    {
        switch (choice)
        {
            case "pauze":
                Leaving.Pause(work, caregiver.Id, time.Today.AddMonths(1), "coordinator", time);
                break;
            case "hervat":
                LifeCycle.Resume(work, caregiver.Id, "coordinator", time);
                break;
            case "stop":
                Leaving.Stop(work, caregiver.Id, "coordinator", time);
                break;
            case "opname":
                Happened(work, caregiver, EventKinds.Admission, time);
                break;
            case "overlijden":
                Happened(work, caregiver, EventKinds.Death, time);
                break;
        }
    }

    /// <summary>Days in which somebody who comes into aftercare is called for the first time: our choice; the hole comes when all the others stop calling (C-01).</summary>
    private const int FirstCallWithin = 7;

    /// <summary>An admission or a death: aftercare from now on, never the standard questions, and on the worklist until a person ends that.</summary>
    private static void Happened(Work work, Caregiver caregiver, string kind, SiteTime time)
    {
        EventTable.Add(work, caregiver.Id, time.Today, kind, "coordinator", "", time.Now);
        Leaving.EnterAftercare(work, caregiver.Id, time);
        var callBy = time.Today.AddDays(FirstCallWithin);
        if (SignalTable.OpenOf(work, caregiver.Id) is { } open) SignalTable.CallBy(work, open.Id, callBy);
        else SignalTable.Follow(work, caregiver.Id, time.Today, time.Now, callBy);
        CaregiverTable.JudgeFrom(work, caregiver.Id, time.Now);
    }

    private static string? SavedOf(HttpContext context, CasePageModel model)
    {
        var saved = context.Request.Query["bewaard"].ToString();
        if (saved == "afspraak-uit" && model.Overrides.Count > 0) return CasePageModel.Words["Saved.StillHolds", ("wat", string.Join(' ', model.Overrides.Select(one => one.Text)))];
        return SavedTexts.Contains(saved) ? CasePageModel.Words["Saved." + saved] : null;
    }

    private static long NumberIn(IFormCollection form, string field) =>
        long.TryParse(form[field].ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>What all acts on a case share: whose it is, and where to go after.</summary>
    private sealed record CasePages(Database Database, Desk Desk, Instruments Instruments, Settings Settings, SiteTime Time)
    {
        public IResult Show(Seat seat, HttpContext context, Func<CasePageModel, CasePageModel> change, int status = StatusCodes.Status200OK)
        {
            var shell = Desk.Shell(context, seat);
            var model = Database.Read(work => Find(work, seat, context) is { } caregiver
                ? CaseReading.Of(work, caregiver, shell, Instruments, Settings.Signals, Time)
                : null);
            return model is null ? Missing() : PageRoutes.Show<CasePage>(change(model), status);
        }

        /// <summary>Does something about the signal that the form was shown for.</summary>
        /// <param name="keep">The page with what was typed, where something came in after it was shown.</param>
        public IResult Act(Seat seat, HttpContext context, IFormCollection form, Func<Work, Signal, string> act, Func<CasePageModel, CasePageModel> keep) =>
            Change(seat, context, (work, caregiver) =>
            {
                if (SignalTable.Get(work, NumberIn(form, "signaal")) is not { } signal || signal.CaregiverId != caregiver.Id) return "al-afgerond";
                return IsAsShown(signal, form) ? act(work, signal) : null;
            }) ?? Show(seat, context, keep, StatusCodes.Status409Conflict);

        /// <returns>Null when <paramref name="act"/> declined; otherwise on to the page that shows it.</returns>
        public IResult? Change(Seat seat, HttpContext context, Func<Work, Caregiver, string?> act)
        {
            var (caregiver, saved) = Database.Write(work =>
            {
                var found = Find(work, seat, context);
                return (found, found is null ? null : act(work, found));
            });
            if (caregiver is null) return Missing();
            return saved is null ? null : PageRoutes.Go($"/zaak/{caregiver.Id}?bewaard={saved}");
        }

        /// <summary>Somebody else's caregiver is as unknown as one that does not exist.</summary>
        private static Caregiver? Find(Work work, Seat seat, HttpContext context) =>
            StaffRoutes.Number(context, "caregiver") is { } id && CaregiverTable.Get(work, id) is { } caregiver && seat.Sees.Contains(caregiver.CoordinatorId)
                ? caregiver
                : null;

        private IResult Missing() => PageRoutes.Show<MessagePage>(MessagePageModel.Of(Settings.SupportPoint, "NotFound"), StatusCodes.Status404NotFound);
    }
}
