using CaregiverSignal.Export;
using CaregiverSignal.Import;
using CaregiverSignal.Import.Lists;
using CaregiverSignal.Reports;

namespace CaregiverSignal;

/// <summary>Registers the services for import and export, in addition to those of the care itself.</summary>
public static class ExchangeRegistration
{
    public static IServiceCollection AddExchange(this IServiceCollection services) =>
        services
            .AddSingleton<Imports>()
            .AddSingleton<ListImport>()
            .AddSingleton<ListMappings>()
            .AddSingleton<StoredReports>()
            .AddSingleton<PersonCopies>();
}
