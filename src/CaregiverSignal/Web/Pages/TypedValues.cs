using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Web.Pages;

internal static class TypedValues
{
    /// <summary>Said at a field of which the page says nothing itself.</summary>
    public static string Unreadable => Words["Unreadable"];

    private static readonly Texts Words = Texts.Of("Web.Shared");

    public static void Configure(MvcOptions options)
    {
        options.ModelBinderProviders.Insert(0, new Provider());
        options.Filters.Add(new FormFirst());
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var says = options.ModelBindingMessageProvider;
        says.SetAttemptedValueIsInvalidAccessor((_, _) => Unreadable);
        says.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Unreadable);
        says.SetUnknownValueIsInvalidAccessor(_ => Unreadable);
        says.SetNonPropertyUnknownValueIsInvalidAccessor(() => Unreadable);
        says.SetValueIsInvalidAccessor(_ => Unreadable);
        says.SetValueMustNotBeNullAccessor(_ => Unreadable);
    }

    private sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new ValueBinder(typed => Typed.Day(typed))
            : context.Metadata.UnderlyingOrModelType == typeof(TimeOnly) ? new ValueBinder(typed => Typed.Time(typed))
            : context.Metadata.UnderlyingOrModelType is { IsEnum: true } codes
                ? new ValueBinder(typed => Codes.Find(codes, typed))
            : context.Metadata.ModelType == typeof(string) ? new TextBinder()
            : null;
    }

    /// <summary>A day and a time as a browser sends it or as people write it here, whatever the machine's language; a
    /// member of an enum by its code.</summary>
    private sealed class ValueBinder(Func<string, object?> read) : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var typed = Taken(context);
            if (read(typed) is { } value)
                context.Result = ModelBindingResult.Success(value);
            else if (typed.Length > 0)
                context.ModelState.TryAddModelError(context.ModelName, Unreadable);
            else if (context.ModelMetadata.IsReferenceOrNullableType)
                context.Result = ModelBindingResult.Success(null);
            return Task.CompletedTask;
        }
    }

    /// <summary>Never null; a browser sends each line break as two characters, and one is stored and counted.</summary>
    private sealed class TextBinder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            if (context.ValueProvider.GetValue(context.ModelName) != ValueProviderResult.None)
                context.Result = ModelBindingResult.Success(Taken(context).ReplaceLineEndings("\n"));
            return Task.CompletedTask;
        }
    }

    private static string Taken(ModelBindingContext context)
    {
        var given = context.ValueProvider.GetValue(context.ModelName);
        if (given != ValueProviderResult.None)
            context.ModelState.SetModelValue(context.ModelName, given);
        return (given.FirstValue ?? "").Trim();
    }
}
