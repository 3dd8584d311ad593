using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Case.Agreements;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>One caregiver's page, and what a coordinator does there.</summary>
public static class CaseEndpoints
{
    private static readonly HashSet<string> SavedTexts =
    [
        "gezien",
        "contact",
        "afgerond",
        "deelname",
        "afspraak",
        "afspraak-uit",
        "al-afgerond",
        "gelezen",
    ];

    public static void MapCase(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var page = new CasePages(
            services.GetRequiredService<Database>(),
            services.GetRequiredService<StaffShells>(),
            services.GetRequiredService<Instruments>(),
            services.GetRequiredService<RuleSettings>(),
            services.GetRequiredService<SupportPointSettings>(),
            services.GetRequiredService<SiteTime>()
        );

        routes.MapStaffPage(
            "/zaak/{caregiver}",
            (staff, context) => page.Show(staff, context, model => model with { Saved = SavedOf(context, model) })
        );
        routes.MapStaffForm("/zaak/{caregiver}/gezien", (staff, context, form) => Seen(page, staff, context, form));
        routes.MapStaffForm(
            "/zaak/{caregiver}/contact",
            (staff, context, form) => Contacted(page, staff, context, form)
        );
        routes.MapStaffForm("/zaak/{caregiver}/afronden", (staff, context, form) => Close(page, staff, context, form));
        routes.MapStaffForm(
            "/zaak/{caregiver}/deelname",
            (staff, context, form) => ChangeLife(page, staff, context, form)
        );
        routes.MapStaffForm("/zaak/{caregiver}/afspraak", (staff, context, form) => Agree(page, staff, context, form));
        routes.MapStaffForm(
            "/zaak/{caregiver}/afspraak-uit",
            (staff, context, form) =>
                page.Change(
                    staff,
                    context,
                    (transaction, caregiver) =>
                    {
                        Overriding.End(
                            transaction,
                            caregiver,
                            NumberIn(form, "afspraak"),
                            staff.Coordinator.Id,
                            page.Time
                        );
                        return "afspraak-uit";
                    }
                )!
        );
    }

    /// <summary>Shown once more in words before it holds.</summary>
    private static IResult Agree(CasePages page, SignedInStaff staff, HttpContext context, IFormCollection form)
    {
        var rules = page.Rules;
        var typed = OverrideForm.Read(form, page.Time.Today);
        if (typed.Asked is not { } asked)
            return page.Show(staff, context, model => model.With(typed), StatusCodes.Status400BadRequest);
        if (!typed.IsConfirmed)
            return page.Show(staff, context, model => model.With(typed, AgreementsModel.TextOf(asked, rules)));
        return page.Change(
            staff,
            context,
            (transaction, caregiver) =>
            {
                Overriding.Set(transaction, caregiver, asked, staff.Coordinator.Id, page.Time);
                return "afspraak";
            }
        )!;
    }

    private static IResult Seen(CasePages page, SignedInStaff staff, HttpContext context, IFormCollection form) =>
        page.Act(
            staff,
            context,
            form,
            (transaction, signal) =>
            {
                Handling.Seen(transaction, signal, staff.Coordinator.Id, page.Time);
                return signal.ClosedAt is null ? "gezien" : "al-afgerond";
            },
            model => model.With(ContactForm.Empty with { Errors = [News.CameIn] })
        );

    private static IResult Contacted(CasePages page, SignedInStaff staff, HttpContext context, IFormCollection form)
    {
        var typed = ContactForm.Read(form, page.Time.Today);
        IReadOnlyList<FormError> errors = typed.Errors;
        return page.Change(
                staff,
                context,
                (transaction, caregiver) =>
                {
                    (typed, var saved, errors) = Contacted(
                        transaction,
                        caregiver,
                        staff,
                        ContactForm.Read(form, page.Time.Today),
                        form,
                        page.Time
                    );
                    return saved;
                }
            )
            ?? page.Show(
                staff,
                context,
                model => model.With(typed with { Errors = errors }),
                errors.Any(one => one.Field == News.Field)
                    ? StatusCodes.Status409Conflict
                    : StatusCodes.Status400BadRequest
            );
    }

    /// <returns>What was saved, or null with what stands in its way; what was typed is kept then.</returns>
    private static (ContactForm Typed, string? Saved, IReadOnlyList<FormError> Errors) Contacted(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        ContactForm typed,
        IFormCollection form,
        SiteTime time
    )
    {
        var shown = ShownOrOpen(transaction, caregiver, form);
        // Nobody who stopped is followed: what was said is kept, and no day is planned.
        var isKept = shown is null && caregiver.Status == CaregiverStatus.Ended;
        var (ready, tooLate) =
            isKept ? (typed.WithoutDay(), null)
            : shown is { ClosedAt: null, Level: "red" } ? typed.ForRed(time.Today)
            : (typed, null);
        if (ready.Errors.Count > 0)
            return (ready, null, ready.Errors);

        var signal =
            shown
            ?? SignalTable.Get(
                transaction,
                isKept
                    ? RecordOf(transaction, caregiver, time)
                    : SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, ready.NextOn!.Value)
            )!;
        var action = new NewAction(
            signal.Id,
            caregiver.Id,
            staff.Coordinator.Id,
            "contacted",
            time.Now,
            time.Today,
            ready.Note,
            ready.NextOn,
            ready.What
        );
        if (ActionTable.HasSame(transaction, action, NumberIn(form, "na")))
            return (ready, "contact", []);
        if (signal.ClosedAt is not null && !isKept)
            return (ready, null, [News.Closed(CasePageModel.Words["Error.Closed"])]);
        if (!IsAsShown(signal, form))
            return (ready, null, [News.CameIn]);
        if (tooLate is not null)
            return (ready, null, [tooLate]);

        var arranged = ready.Arranged.Length > 0 ? ready.Arranged : null;
        if (isKept)
            Handling.Keep(transaction, signal, staff.Coordinator.Id, ready.What, ready.Note, time, arranged);
        else
            Handling.Contacted(
                transaction,
                signal,
                staff.Coordinator.Id,
                ready.What,
                ready.Note,
                ready.NextOn!.Value,
                time,
                arranged
            );
        return (ready, "contact", []);
    }

    /// <summary>
    /// Nobody has seen what came in after the form was shown, so nothing done with that form may say so.
    /// </summary>
    private static bool IsAsShown(Signal signal, IFormCollection form) =>
        signal.ClosedAt is not null || signal.Mark == form["stand"].ToString();

    /// <summary>What the form was shown for, or else what is open now; null where nothing is.</summary>
    private static Signal? ShownOrOpen(Transaction transaction, Caregiver caregiver, IFormCollection form) =>
        form["signaal"].ToString().Length > 0
        && SignalTable.Get(transaction, NumberIn(form, "signaal")) is { } shown
        && shown.CaregiverId == caregiver.Id
            ? shown
            : SignalTable.OpenOf(transaction, caregiver.Id);

    /// <summary>
    /// The closed signal in whose record stands what is said with somebody who stopped: the newest, or one for this
    /// alone.
    /// </summary>
    private static long RecordOf(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        SignalTable.Of(transaction, caregiver.Id) is [var newest, ..]
            ? newest.Id
            : SignalTable.Keep(transaction, caregiver.Id, time.Today, time.Now);

    private static IResult Close(CasePages page, SignedInStaff staff, HttpContext context, IFormCollection form)
    {
        var typed = CloseForm.Read(form, Outcomes.All);
        if (typed.Errors.Count > 0)
            return page.Show(staff, context, model => model.With(typed), StatusCodes.Status400BadRequest);
        FormError? lacks = null;
        return page.Change(
                staff,
                context,
                (transaction, caregiver) =>
                {
                    lacks = null;
                    if (
                        SignalTable.Get(transaction, NumberIn(form, "signaal")) is not { } signal
                        || signal.CaregiverId != caregiver.Id
                    )
                        return "al-afgerond";
                    if (signal.ClosedAt is not null)
                    {
                        // What was written is kept: it can be saved as a contact.
                        if (
                            typed.Note.Length > 0
                            && !ActionTable
                                .Timeline(transaction, caregiver.Id)
                                .Any(done => done.Kind == "closed" && done.Note == typed.Note)
                        )
                            lacks = News.Closed(CloseModel.Words["Error.ClosedNote"]);
                        return lacks is null ? "al-afgerond" : null;
                    }

                    lacks = !IsAsShown(signal, form) ? News.CameIn : LackOf(signal, typed);
                    if (lacks is not null)
                        return null;
                    return Handling.Close(
                        transaction,
                        signal,
                        staff.Coordinator.Id,
                        typed.Outcome,
                        typed.Note,
                        page.Time
                    )
                        ? "afgerond"
                        : "al-afgerond";
                }
            )
            ?? page.Show(
                staff,
                context,
                model =>
                    model.Actions.IsOpen
                        ? model.With(typed with { Errors = [lacks!] })
                        : model.With(ContactForm.Empty with { Note = typed.Note, Errors = [lacks!] }),
                lacks!.Field == News.Field ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest
            );
    }

    private static FormError? LackOf(Signal signal, CloseForm typed) =>
        Closing.Missing(signal, typed.Outcome, typed.Note) switch
        {
            Lack.Talk => new FormError("uitkomst", "contact", CloseModel.Words["Error.CloseTalk"]),
            Lack.Tries => new FormError(
                "uitkomst",
                "uitkomst-" + Outcomes.NotReached,
                CloseModel.Words["Error.CloseTries", ("n", Texts.Number(signal.TriedDays))]
            ),
            Lack.Words => new FormError("slotnotitie", "slotnotitie", CloseModel.Words["Error.CloseWords"]),
            _ => null,
        };

    private static IResult ChangeLife(CasePages page, SignedInStaff staff, HttpContext context, IFormCollection form)
    {
        var choice = form["keuze"].ToString();
        return page.Change(
                staff,
                context,
                (transaction, caregiver) =>
                {
                    if (!ParticipationModel.ChoicesOf(caregiver.Status).Contains(choice))
                        return null;
                    ChangeParticipation.To(transaction, caregiver, choice, page.Time);
                    return "deelname";
                }
            )
            ?? page.Show(
                staff,
                context,
                model =>
                    model.With(
                        new FormError(
                            "keuze",
                            "keuze-" + model.Actions.Participation.Choices.DefaultIfEmpty("").First(),
                            ParticipationModel.Words["Error.Life"]
                        )
                    ),
                StatusCodes.Status400BadRequest
            );
    }

    private static string? SavedOf(HttpContext context, CasePageModel model)
    {
        var saved = context.Request.Query["bewaard"].ToString();
        if (saved == "afspraak-uit" && model.Actions.Agreements.InForce.Count > 0)
            return CasePageModel.Words[
                "Saved.StillHolds",
                ("wat", string.Join(' ', model.Actions.Agreements.InForce.Select(one => one.Text)))
            ];
        return SavedTexts.Contains(saved) ? CasePageModel.Words["Saved." + saved] : null;
    }

    private static long NumberIn(IFormCollection form, string field) =>
        long.TryParse(
            form[field].ToString(),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    /// <summary>What all acts on a case share: whose it is, and where to go after.</summary>
    private sealed record CasePages(
        Database Database,
        StaffShells Shells,
        Instruments Instruments,
        RuleSettings Rules,
        SupportPointSettings Support,
        SiteTime Time
    )
    {
        public IResult Show(
            SignedInStaff staff,
            HttpContext context,
            Func<CasePageModel, CasePageModel> change,
            int status = StatusCodes.Status200OK
        )
        {
            var shell = Shells.For(context, staff);
            var model = Database.Read(transaction =>
                Find(transaction, staff, context) is { } caregiver
                    ? CaseReading.Of(transaction, caregiver, shell, Instruments, Rules, Time)
                    : null
            );
            return model is null ? Missing() : PageRoutes.Show<CasePage>(change(model), status);
        }

        /// <summary>Does something about the signal that the form was shown for.</summary>
        /// <param name="keep">The page with what was typed, where something came in after it was shown.</param>
        public IResult Act(
            SignedInStaff staff,
            HttpContext context,
            IFormCollection form,
            Func<Transaction, Signal, string> act,
            Func<CasePageModel, CasePageModel> keep
        ) =>
            Change(
                staff,
                context,
                (transaction, caregiver) =>
                {
                    if (
                        SignalTable.Get(transaction, NumberIn(form, "signaal")) is not { } signal
                        || signal.CaregiverId != caregiver.Id
                    )
                        return "al-afgerond";
                    return IsAsShown(signal, form) ? act(transaction, signal) : null;
                }
            ) ?? Show(staff, context, keep, StatusCodes.Status409Conflict);

        /// <returns>Null when <paramref name="act"/> declined; otherwise on to the page that shows it.</returns>
        public IResult? Change(SignedInStaff staff, HttpContext context, Func<Transaction, Caregiver, string?> act)
        {
            var (caregiver, saved) = Database.Write(transaction =>
            {
                var found = Find(transaction, staff, context);
                return (found, found is null ? null : act(transaction, found));
            });
            if (caregiver is null)
                return Missing();
            return saved is null ? null : PageRoutes.Go($"/zaak/{caregiver.Id}?bewaard={saved}");
        }

        /// <summary>Somebody else's caregiver is as unknown as one that does not exist.</summary>
        private static Caregiver? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
            StaffRoutes.Number(context, "caregiver") is { } id
            && CaregiverTable.Get(transaction, id) is { } caregiver
            && staff.Sees.Contains(caregiver.CoordinatorId)
                ? caregiver
                : null;

        private IResult Missing() =>
            PageRoutes.Show<MessagePage>(MessagePageModel.Of(Support, "NotFound"), StatusCodes.Status404NotFound);
    }
}
