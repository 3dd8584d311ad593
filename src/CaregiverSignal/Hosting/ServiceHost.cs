using CaregiverSignal.Forms;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Pages.ForAdministrators;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Pages.ForCaregivers.Answers.OnePage;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Pages.ForCaregivers.Enrolments;
using CaregiverSignal.Pages.ForCaregivers.Feedback;
using CaregiverSignal.Pages.ForCaregivers.OwnPage;
using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Pages.ForEverybody.Concerns;
using CaregiverSignal.Pages.ForStaff.OwnAccount;
using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace CaregiverSignal.Hosting;

public static class ServiceHost
{
    private const long LargestBody = 64 * 1024;

    /// <summary>How long a stop may take: it waits for an email in transit (<see cref="RelaySender.StopGrace"/>), and
    /// then closes the connection to the relay.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(45);

    /// <param name="beats">False in tests that run the jobs themselves.</param>
    /// <param name="every">The time between two runs; by default a minute.</param>
    public static WebApplication Build(
        Installation installation,
        Database database,
        TimeProvider clock,
        bool beats,
        TimeSpan? every = null,
        IMailSender? mail = null
    )
    {
        // Cookies and passkeys are bound to one address: with another the service restarts.
        var settings = installation.Settings.Now;
        var builder = WebApplication.CreateEmptyBuilder(
            // It contains the pages, even if a test starts it.
            new WebApplicationOptions { ApplicationName = typeof(ServiceHost).Assembly.GetName().Name }
        );
        builder.Listen(installation);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        Logging.Configure(builder.Logging, installation.Configuration);

        builder
            .Services.AddCare(installation, database, clock, ServedPaths.All)
            .AddExchange()
            .AddSingleton<Cookies>()
            .AddSingleton<LimitCounts>()
            .AddSingleton<LimitsHit>()
            .AddSingleton<FormLimit>()
            .AddSingleton<BadLinks>()
            .AddSingleton<PagesAddress>()
            .AddSingleton<ChangeSettings>()
            .AddSingleton<FirstAccount>()
            .AddSingleton<StaffShells>()
            .AddSingleton<SignInLimits>()
            .AddSingleton<TakeConcernReport>()
            .AddSingleton<EnrolmentLimits>()
            .AddSingleton<CheckInForms>()
            .AddSingleton<ResultWords>()
            .AddSingleton<LetterWords>()
            .AddSingleton<Entrance>()
            .AddScoped<OwnFactors>()
            .AddScoped<LinkLook>()
            .AddScoped<ResultLook>()
            .AddSingleton<PageReaders>()
            .AddSingleton<AskLinkLimits>()
            .AddSingleton<OptOutPages>();
        builder.Services.AddPages();
        builder.Services.AddPageTurns();
        builder.Services.AddPacking();
        builder.Services.AddMeasuring(installation.Configuration);
        builder.Services.AddStaffSignIn(installation.Settings);
        if (mail is not null)
            builder.Services.AddSingleton(mail);
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form =>
            (form.ValueCountLimit, form.ValueLengthLimit) = (300, 2 * Import.Lists.SheetFile.MostBytes)
        );
        builder.Services.AddAntiforgery(options =>
        {
            // A browser omits a Strict cookie coming from an email; a new one would break forms in other tabs.
            OfThePages(options.Cookie, "echt", SameSiteMode.Lax);
            options.FormFieldName = "echt";
            options.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<CookieTempDataProviderOptions>(options =>
        {
            OfThePages(options.Cookie, "bewaard", SameSiteMode.Strict);
            options.Cookie.IsEssential = true;
        });
        database.Engine.Keys.AddTo(builder.Services);
        if (beats)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<RunnerLock>());
            builder.Services.AddJobSchedule(every ?? JobSchedule.Usual);
            builder.Services.AddOncePagesAreOpen(services => services.GetRequiredService<MailLoop>());
            builder.Services.AddHostedService<TidyAfterStart>();
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
            Watchdog.AddWhereAwaited(builder.Services);
        }

        var app = builder.Build();
        if (beats)
        {
            app.Services.GetRequiredService<JobRunner>().Expect();
            app.Services.GetRequiredService<MailLoop>().Expect();
            app.Services.GetRequiredService<SendHold>().WatchClock();
        }

        // It remembers the address with which all others begin.
        app.Services.GetRequiredService<PagesAddress>();
        app.BeginMeasuring();
        app.UseProxies(settings.Site);
        app.UseSecurityHeaders(settings.Site.IsHttps);
        app.UseFaultPages();
        app.UseOwnFiles(app.Services.GetRequiredService<Cookies>().Staff, settings.Brand);
        Carried.UseNextPage(app, app.Services.GetRequiredService<Cookies>());
        app.UseRouting();
        app.UseBodyLimit();
        Carried.UseField(
            app,
            app.Services.GetRequiredService<Cookies>(),
            app.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name!
        );
        app.UseAuthentication();
        app.Use(next => context => app.Services.GetRequiredService<PageReaders>().SpeakAsync(context, next));
        app.Use(next => context => app.Services.GetRequiredService<FormLimit>().PassAsync(context, next));
        app.UseAuthorization();
        app.UsePageTurns();
        app.Serve<HealthEndpoints>();
        app.Serve<FormEndpoints>();
        app.Serve<OptOutEndpoints>();
        app.Serve<LanguageEndpoints>();
        app.Serve<SessionEndpoints>();
        app.Serve<OrganisationEndpoints>();
        app.Serve<CalendarEndpoints>();
        app.MapRazorPages();
        return app;

        void OfThePages(CookieBuilder cookie, string name, SameSiteMode sameSite)
        {
            cookie.Name = settings.Site.IsHttps ? "__Host-" + name : name;
            cookie.SecurePolicy = settings.Site.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            cookie.Path = "/";
            cookie.SameSite = sameSite;
        }
    }
}
