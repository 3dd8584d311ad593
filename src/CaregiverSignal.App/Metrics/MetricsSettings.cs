namespace CaregiverSignal.Metrics;

/// <param name="Url">Where what is measured can be read, with <c>/metrics</c> behind it; null where nobody may.</param>
public sealed record MetricsSettings(Uri? Url);
