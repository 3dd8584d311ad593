using CaregiverSignal.Web.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Web.Pages;

internal static class TypedValues
{
    /// <summary>The error for a field without a text of its own.</summary>
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

    /// <summary>A day or time as browsers send it or people write it, in any locale; an enum member by code.</summary>
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

    /// <summary>Never null; browsers send line breaks as two characters, which are stored and counted as one.</summary>
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
